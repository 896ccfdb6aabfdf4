import {
  charbonnier,
  constant,
  type Nonlinearity,
  peronaMalik,
  relu,
  standardNonlinearities,
  translate,
  truncatedQuadratic,
  truncatedTv,
} from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { explicit, implicitFixedPoint } from '@numeural/schemes'
import { distance, runScheme } from '@numeural/schemes/testing'
import { describe, expect, test } from 'vitest'
import { type VariationalOptions, variationalDenoise } from './variational-denoise.js'

const random = createRandom(4)
const noisy = Float64Array.from({ length: 50 }, (_, i) => (i < 20 ? 10 : 40) + 3 * random.normal())
const symmetric = standardNonlinearities.filter(({ activationOnly }) => !activationOnly)
const valuesOf = ({ parameters }: Nonlinearity): Record<string, number> =>
  Object.fromEntries(Object.keys(parameters).map((name) => [name, 4]))
const denoise = (nonlinearity: Nonlinearity, options: Omit<VariationalOptions, 'activation'>) =>
  variationalDenoise(noisy, { activation: nonlinearity, parameters: valuesOf(nonlinearity), ...options })

describe.each(symmetric)('$name', (nonlinearity) => {
  test.each(['newton', 'lagged-diffusivity'] as const)(
    '%s solves the Euler–Lagrange equation and lowers the energy',
    (method) => {
      const { data, residual, energy, iterations } = denoise(nonlinearity, { alpha: 2, method })
      expect(residual.final).toBeLessThanOrEqual(1e-10 * 50)
      const regulariser = translate(nonlinearity, 'regulariser', { parameters: valuesOf(nonlinearity) })
      const before = noisy.subarray(1).reduce((sum, value, i) => sum + 2 * regulariser(value - noisy[i]), 0)
      expect(energy).toBeLessThan(before)
      // The weak string is found without iterating.
      if (nonlinearity !== truncatedQuadratic) expect(iterations).toBeGreaterThan(0)
      const mean = (u: ArrayLike<number>): number => Array.from(u).reduce((sum, value) => sum + value, 0) / u.length
      expect(mean(data)).toBeCloseTo(mean(noisy), 9)
    },
  )

  test('m explicit steps are the diffusion network of m blocks (T20 sec. 3.3)', async () => {
    const { data } = denoise(nonlinearity, { alpha: 2, method: 'explicit', steps: 8 })
    const parameters = { tau: 2 / 8, ...valuesOf(nonlinearity) }
    const network = await runScheme({ scheme: explicit, activation: nonlinearity, steps: 8, parameters }, noisy)
    expect(distance(data, network)).toBeLessThan(1e-12)
  })
})

describe('the minimiser is an implicit diffusion step of time α', () => {
  test.each([constant, charbonnier, truncatedTv, peronaMalik])(
    '$name: the network of fixed-point iterations tends to it',
    async (activation) => {
      const { data } = denoise(activation, { alpha: 0.2, tolerance: 1e-14 })
      const parameters = { tau: 0.2, ...valuesOf(activation) }
      const run = { scheme: implicitFixedPoint, activation, steps: 140, length: 140, parameters }
      // The iteration contracts by at least α·Lip(Φ)·‖K‖² < 0.8 per step: 0.8¹⁴⁰ < 1e-13, times values up to 40.
      expect(distance(data, await runScheme(run, noisy))).toBeLessThan(1e-11)
    },
  )

  test('explicit steps approximate it to second order in α', () => {
    const gap = (alpha: number): number => {
      const options = { parameters: { lambda: 4 }, activation: charbonnier, alpha }
      const implicit = variationalDenoise(noisy, options)
      return distance(implicit.data, variationalDenoise(noisy, { ...options, method: 'explicit', steps: 4 }).data)
    }
    expect(Math.log2(gap(0.002) / gap(0.001))).toBeCloseTo(2, 1)
  })

  test('both solvers agree, for a large step and another grid size too', () => {
    for (const options of [{ alpha: 50 }, { alpha: 5, gridSize: 0.5 }, { alpha: 1000, tolerance: 1e-9 }]) {
      const a = denoise(charbonnier, { ...options, method: 'newton' })
      const b = denoise(charbonnier, { ...options, method: 'lagged-diffusivity', maxIterations: 20_000 })
      // residuals of 1e-9 relative, and the equation is contractive
      expect(distance(a.data, b.data)).toBeLessThan(1e-6)
      expect(a.iterations).toBeLessThan(15)
    }
  })

  test('the linear problem damps every cosine by 1/(1 + 4α sin²(πk/2N))', () => {
    const N = noisy.length
    for (const k of [0, 1, 7, 49]) {
      const cosine = Float64Array.from({ length: N }, (_, i) => Math.cos((Math.PI * k * (i + 0.5)) / N))
      const { data, iterations } = variationalDenoise(cosine, { activation: constant, alpha: 3 })
      const factor = 1 / (1 + 12 * Math.sin((Math.PI * k) / (2 * N)) ** 2)
      expect(
        distance(
          data,
          cosine.map((value) => factor * value),
        ),
      ).toBeLessThan(1e-14)
      expect(iterations).toBeLessThanOrEqual(1)
    }
  })
})

describe('wrong options are refused', () => {
  const options: VariationalOptions = { activation: charbonnier, alpha: 1 }
  test.each([
    ['VARIATIONAL_OPTION', { alpha: 0 }],
    ['VARIATIONAL_OPTION', { alpha: Number.POSITIVE_INFINITY }],
    ['VARIATIONAL_OPTION', { gridSize: -1 }],
    ['VARIATIONAL_OPTION', { method: 'simplex' }],
    ['VARIATIONAL_OPTION', { method: 'explicit', steps: 1 }],
    ['VARIATIONAL_OPTION', { method: 'explicit', steps: 0 }],
    ['VARIATIONAL_OPTION', { steps: 3 }],
    ['VARIATIONAL_OPTION', { activation: 'charbonnier' }],
    ['VARIATIONAL_OPTION', { lambda: 3 }],
    ['VARIATIONAL_OPTION', { maxIterations: 0.5 }],
    ['FACE_UNDEFINED', { activation: relu }],
    ['VARIATIONAL_OPTION', { method: 'explicit', steps: 3, alpha: 1e9, activation: peronaMalik }],
    ['NOT_CONVERGED', { alpha: 1000, maxIterations: 2, method: 'lagged-diffusivity' }],
  ] as [string, object][])('%s for %o', (code, change) => {
    expect(() => variationalDenoise(noisy, { ...options, ...change } as VariationalOptions)).toThrow(
      expect.objectContaining({ code }),
    )
  })

  test.each([[[]], [[1, Number.NaN]]])('SIGNAL_LENGTH for %j', (data) => {
    expect(() => variationalDenoise(data, options)).toThrow(expect.objectContaining({ code: 'SIGNAL_LENGTH' }))
  })

  test('no data at all', () => {
    expect(() => variationalDenoise(undefined as never, options)).toThrow(/^variationalDenoise: data is missing/)
  })

  test('an abort ends the work', () => {
    const signal = AbortSignal.abort()
    for (const method of ['newton', 'lagged-diffusivity', 'explicit'] as const) {
      const steps = method === 'explicit' ? { steps: 3 } : {}
      expect(() => variationalDenoise(noisy, { ...options, ...steps, method, signal })).toThrow(/abort/i)
    }
  })

  test('signals of one and two samples, and a constant one', () => {
    expect([...variationalDenoise([3], options).data]).toEqual([3])
    const { data } = variationalDenoise([0, 3], { activation: constant, alpha: 1 })
    expect([...data]).toEqual([expect.closeTo(1, 14), expect.closeTo(2, 14)])
    expect(variationalDenoise([0, 0, 0], options).iterations).toBe(0)
  })
})
