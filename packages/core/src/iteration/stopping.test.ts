import { expect, it } from 'vitest'
import { createStoppingTest } from './stopping.js'

const rule = { tolerance: 1e-3, maxIterations: 8, stagnation: { steps: 3, factor: 0.9 } }

const run = createRun(8)

function createRun(maxIterations: number) {
  return (residuals: readonly number[]) => runWith(residuals, maxIterations)
}

function runWith(residuals: readonly number[], maxIterations: number) {
  const stop = createStoppingTest({ ...rule, maxIterations })
  for (const [iteration, residual] of residuals.entries()) {
    const stopped = stop(residual)
    if (stopped !== null) return { stopped, iteration }
  }
  return null
}

it('stops by tolerance, the start included', () => {
  expect(run([1, 0.1, 9e-4])).toEqual({ stopped: 'tolerance', iteration: 2 })
  expect(run([0])).toEqual({ stopped: 'tolerance', iteration: 0 })
  expect(run([1, 1e-3])).toEqual({ stopped: 'tolerance', iteration: 1 })
  expect(run([1, 1.1e-3])).toBeNull()
})

it('stops by stagnation when three steps together gain less than a tenth', () => {
  expect(run([1, 0.99, 0.97, 0.95])).toEqual({ stopped: 'stagnation', iteration: 3 })
  expect(run([1, 0.5, 0.6, 0.7, 0.46])).toEqual({ stopped: 'stagnation', iteration: 4 })
  expect(run([1, 0.5, 0.6, 0.7, 0.44])).toBeNull()
})

it('waits for a residual that falls from a peak, but not for ever', () => {
  // Full multigrid for coefficients that jump: the first cycle may raise the residual, the others lower it.
  expect(run([1, 38, 9.8, 3.4, 1.4, 0.5])).toBeNull()
  // From a peak so high that fifteen iterations do not lead below the start.
  expect(createRun(20)([1, ...Array.from({ length: 16 }, (_, k) => 1e9 * 0.8 ** k)])).toEqual({
    stopped: 'stagnation',
    iteration: 15,
  })
})

it('stops by limit', () => {
  expect(run([8, 7, 6, 5, 4, 3, 2, 1, 0.5])).toEqual({ stopped: 'limit', iteration: 8 })
})

it('does not look for stagnation unless told to', () => {
  const stop = createStoppingTest({ tolerance: 1e-3, maxIterations: 8 })
  expect([1, 1, 1, 1, 1, 1, 1, 1].map(stop)).toEqual(Array(8).fill(null))
  expect(stop(1)).toBe('limit')
})

it('stops at a start that is a solution, whatever the tolerance', () => {
  expect(createStoppingTest({ tolerance: 0, maxIterations: 8 })(0)).toBe('tolerance')
})
