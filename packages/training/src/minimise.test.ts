import { createBackend, elementOf, type Plan, PlanBuilder } from '@numeural/core'
import { afterAll, describe, expect, it } from 'vitest'
import { minimise } from './minimise.js'

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())

/** Σ (a + b x − y)², fitted to y = 3 − 2x. */
function linePlan(width: number): Plan {
  const builder = new PlanBuilder('float64')
  const x = builder.input('x', { channels: 1, height: 1, width })
  const line = builder.parameter('line', 2)
  const error = builder.map('a + b*x - (3 - 2*x)', { x, a: elementOf(line, 0), b: elementOf(line, 1) })
  builder.output('loss', builder.dot(error, error))
  return builder.finish()
}

const objective = (width: number) => {
  const count = 64
  const x = Float64Array.from({ length: count * width }, (_, k) => Math.sin(k * 1.7))
  return { plan: linePlan(width), inputs: { x }, count }
}

describe('minimise', () => {
  it('finds the minimum of objectives of several sizes, the same bits again', async () => {
    const options = {
      objectives: [objective(3), objective(8)],
      initial: new Float64Array(2),
      epochs: 100,
      batch: 16,
      learningRate: 0.1,
    }
    const seen: number[] = []
    const { parameters, history } = await minimise({ ...options, backend, onProgress: ({ loss }) => seen.push(loss) })
    // Adam with a rate that falls to 1 %: within a thousandth.
    expect(parameters[0]).toBeCloseTo(3, 3)
    expect(parameters[1]).toBeCloseTo(-2, 3)
    expect(history).toEqual(seen)
    expect(history.at(-1)).toBeLessThan(1e-4 * history[0]!)
    expect((await minimise({ ...options, backend })).parameters).toEqual(parameters)
  })

  it('stops with a diagnosis where the loss is not finite', async () => {
    const options = { objectives: [objective(3)], initial: Float64Array.of(Number.NaN, 0), epochs: 1, backend }
    await expect(minimise(options)).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' })
  })

  it('aborts between steps', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const options = { objectives: [objective(3)], initial: new Float64Array(2), epochs: 1, backend, signal }
    await expect(minimise(options)).rejects.toThrow('enough')
  })

  it.each([
    { objectives: [] },
    { initial: new Float64Array(3) },
    { epochs: 0 },
    { objectives: [{ ...objective(3), count: 7 }] },
    { objectives: [{ ...objective(3), inputs: { x: new Float64Array(0) } }] },
    { initial: undefined as never },
  ])('refuses %o', async (change) => {
    const options = { objectives: [objective(3)], initial: new Float64Array(2), epochs: 1, backend, ...change }
    await expect(minimise(options)).rejects.toMatchObject({ code: 'TRAINING_OPTION' })
  })
})
