import { expect, it } from 'vitest'
import { createIteration, type IterationProgress } from './iteration.js'

const rule = { tolerance: 0.1, maxIterations: 5 }

it('keeps what it is told and gives it back', () => {
  const seen: IterationProgress[] = []
  const iteration = createIteration<{ residual: number; sweeps: number }>(rule, (_, progress) => seen.push(progress))
  expect(iteration.enter({ residual: 2, sweeps: 0 })).toBeNull()
  expect(iteration.enter({ residual: 0.1, sweeps: 7 })).toBe('tolerance')
  expect(iteration.result('tolerance')).toEqual({
    iterations: 1,
    residual: { initial: 2, final: 0.1 },
    stopped: 'tolerance',
    history: [
      { residual: 2, sweeps: 0 },
      { residual: 0.1, sweeps: 7 },
    ],
  })
  expect(seen).toEqual([
    { iteration: 0, residual: 2, ...rule },
    { iteration: 1, residual: 0.1, ...rule },
  ])
})

it('counts iterations, not entries: the start is none', () => {
  const iteration = createIteration(rule)
  const stops = [9, 8, 7, 6, 5, 4].map((residual) => iteration.enter({ residual }))
  expect(stops).toEqual([null, null, null, null, null, 'limit'])
  expect(iteration.result('limit').iterations).toBe(5)
})
