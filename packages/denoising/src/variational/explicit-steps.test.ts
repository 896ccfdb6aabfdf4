import { constant, defineNonlinearity, type Nonlinearity, standardNonlinearities } from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { expect, test } from 'vitest'
import { variationalDenoise } from './variational-denoise.js'

const random = createRandom(7)
const signal = Float64Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 50) * (i % 7 === 3 ? 0 : 1) + random.normal())
const [least, largest] = [Math.min(...signal), Math.max(...signal)]
const symmetric = standardNonlinearities.filter(({ activationOnly }) => !activationOnly)
/** Three times as much diffusion as Charbonnier's, so that g_max = 3. */
const triple = defineNonlinearity({ name: 'triple', parameters: {}, diffusivity: '3/sqrt(1 + r^2)' })
const oscillating = defineNonlinearity({ name: 'oscillating', parameters: {}, diffusivity: 'cos(r)' })

/** Rounding of sums of values up to 50 in some 1000 steps. */
const rounding = 1e-11

test.each<Nonlinearity>([...symmetric, triple])(
  '$name: explicit steps stay between the extrema, whatever alpha and the grid size are',
  (activation) => {
    for (const [alpha, gridSize] of [
      [40, 1],
      [0.3, 1],
      [3, 0.25],
      [500, 2],
    ] as const) {
      const { data, iterations, energy } = variationalDenoise(signal, {
        activation,
        alpha,
        gridSize,
        method: 'explicit',
      })
      expect(Math.min(...data)).toBeGreaterThanOrEqual(least - rounding)
      expect(Math.max(...data)).toBeLessThanOrEqual(largest + rounding)
      const gMax = activation === triple ? 3 : 1
      // Eq. 7 of T20; bounds that are rounded upwards may ask for one step more.
      const fewest = Math.ceil((2 * gMax * alpha) / gridSize ** 2)
      expect(iterations).toBeGreaterThanOrEqual(fewest)
      expect(iterations).toBeLessThanOrEqual(fewest + 1)
      expect(Number.isFinite(energy)).toBe(true)
    }
  },
)

test('fewer steps are refused with the smallest number that is allowed', () => {
  const options = { activation: constant, alpha: 40, method: 'explicit' } as const
  expect(() => variationalDenoise(signal, { ...options, steps: 1 })).toThrow('steps is 1; allowed: at least 80')
  expect(() => variationalDenoise(signal, { ...options, steps: 79 })).toThrow('at least 80')
  expect(variationalDenoise(signal, { ...options, steps: 80 }).iterations).toBe(80)
  expect(variationalDenoise(signal, { ...options, steps: 200 }).iterations).toBe(200)
})

test('a diffusivity that is negative somewhere is refused for any number of steps', () => {
  for (const steps of [undefined, 1_000_000]) {
    const options = { activation: oscillating, alpha: 1, method: 'explicit', ...(steps && { steps }) } as const
    expect(() => variationalDenoise(signal, options)).toThrow(expect.objectContaining({ code: 'VARIATIONAL_STEPS' }))
  }
})
