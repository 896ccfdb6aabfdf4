import { PlanBuilder } from '@numeural/plan'
import { afterAll, describe, expect, it } from 'vitest'
import { createGpuBackend } from '../gpu-backend.js'

const backend = await createGpuBackend({ mode: 'webasm' })
afterAll(() => backend[Symbol.asyncDispose]())

const points = 20_000

/** Values of a formula in float32 on `count` points from `from` to `to`, evenly spaced or evenly in the exponent. */
async function sweep(formula: string, from: number, to: number, spacing: 'even' | 'exponential' = 'even') {
  const u = Float32Array.from({ length: points }, (_, k) => {
    const t = k / (points - 1)
    return spacing === 'even' ? from + t * (to - from) : from * (to / from) ** t
  })
  const builder = new PlanBuilder('float32')
  const shape = { channels: 1, height: 1, width: points }
  builder.output('y', builder.map(formula, { x: builder.input('u', shape) }))
  await using program = await backend.compile(builder.finish())
  return { u, y: (await program.run({ batch: 1, inputs: { u } })).y }
}

describe('elementary functions in float32', () => {
  // Relative errors; exp and log come from gpu.js itself and are the largest part.
  it.each([
    ['expm1(x)', Math.expm1, -20, 20, 'even', 1e-6],
    ['expm1(x)', Math.expm1, 1e-20, 1, 'exponential', 1e-6],
    ['log1p(x)', Math.log1p, 1e-20, 1e10, 'exponential', 5e-7],
    ['log1p(x)', Math.log1p, -1e-20, -0.99, 'exponential', 1e-6],
    ['tanh(x)', Math.tanh, -20, 20, 'even', 1e-6],
    ['tanh(x)', Math.tanh, 1e-20, 1, 'exponential', 1e-6],
    ['sinh(x)', Math.sinh, -25, 25, 'even', 2e-6],
    ['sinh(x)', Math.sinh, 1e-20, 1, 'exponential', 1e-6],
    ['cosh(x)', Math.cosh, -25, 25, 'even', 2e-6],
    ['atan(x)', Math.atan, -30, 30, 'even', 3e-7],
    ['atan(x)', Math.atan, 1e-20, 1e20, 'exponential', 3e-7],
    ['log(x)', Math.log, 2, 1e30, 'exponential', 3e-7],
    ['exp(x)', Math.exp, -80, 80, 'even', 5e-6],
    ['abs(x)^2.5', (x: number) => Math.abs(x) ** 2.5, -100, 100, 'even', 1e-6],
  ] as const)('%s (%#)', async (formula, exact, from, to, spacing, tolerance) => {
    const { u, y } = await sweep(formula, from, to, spacing)
    const errors = Array.from(y, (value, k) => {
      const expected = exact(u[k])
      return expected === value ? 0 : Math.abs(value - expected) / Math.abs(expected)
    })
    expect(Math.max(...errors)).toBeLessThan(tolerance)
  })

  // Absolute errors: near a zero of sin the relative one is that of the argument's reduction.
  it.each([
    ['sin(x)', Math.sin, 2e-7],
    ['cos(x)', Math.cos, 2e-7],
  ] as const)('%s up to 8192', async (formula, exact, tolerance) => {
    for (const [from, to] of [
      [-10, 10],
      [-8192, 8192],
    ] as const) {
      const { u, y } = await sweep(formula, from, to)
      expect(Math.max(...Array.from(y, (value, k) => Math.abs(value - exact(u[k]))))).toBeLessThan(tolerance)
    }
  })

  it('tan(x) away from its poles', async () => {
    const { u, y } = await sweep('tan(x)', -1.5, 1.5)
    const errors = Array.from(y, (value, k) => Math.abs(value - Math.tan(u[k])) / (1 + Math.tan(u[k]) ** 2))
    expect(Math.max(...errors)).toBeLessThan(3e-7)
  })
})
