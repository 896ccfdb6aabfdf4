import { charbonnier, translate } from '@numeural/activations'
import { evaluate } from '@numeural/formula'
import { expect, test } from 'vitest'
import { differenceFlux, distance, runScheme } from '../testing/run-scheme.js'
import { analyseScheme } from './analyse-scheme.js'
import { defaultsAt } from './consistency-samples.js'
import type { Scheme } from './scheme.js'
import { standardSchemes } from './standard-schemes.js'

const lambda = 0.8
const flux = translate(charbonnier, 'activation', { parameters: { lambda } })
const start = Float64Array.from({ length: 12 }, (_, i) => Math.sin(0.9 * i) + (i > 6 ? 1.5 : 0))
const time = 2

/** ∂u/∂t = −KᵀΦ(Ku) by the classical Runge–Kutta method; its error at this step is near rounding. */
function fineSolution(): Float64Array {
  const steps = 4000
  const dt = time / steps
  const slope = (u: Float64Array): Float64Array => differenceFlux(u, flux).map((value) => -value)
  const along = (u: Float64Array, k: Float64Array, by: number): Float64Array => u.map((value, i) => value + by * k[i])
  let u = start
  for (let step = 0; step < steps; step++) {
    const k1 = slope(u)
    const k2 = slope(along(u, k1, dt / 2))
    const k3 = slope(along(u, k2, dt / 2))
    const k4 = slope(along(u, k3, dt))
    u = u.map((value, i) => value + (dt / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))
  }
  return u
}
const solution = fineSolution()

/** The error at the same diffusion time, reached by this many steps or cycles; τ follows from the scheme's `time`. */
async function errorAfter(scheme: Scheme, rounds: number): Promise<number> {
  const length = scheme.length ?? 1
  const at = (tau: number) => ({ ...defaultsAt(scheme, 0, length), tau, L: length })
  const [unit] = evaluate(analyseScheme(scheme).time, at(1))
  const tau = time / (rounds * unit)
  expect(evaluate(analyseScheme(scheme).time, at(tau))[0] * rounds).toBeCloseTo(time, 12)
  const run = { scheme, activation: charbonnier, steps: rounds * length, parameters: { tau, lambda } }
  return distance(await runScheme(run, start), solution)
}

test.each(standardSchemes.filter(({ order }) => order !== null))(
  '$name has the order $order that it declares',
  async (scheme) => {
    const coarse = await errorAfter(scheme, 40)
    const fine = await errorAfter(scheme, 80)
    expect(Math.abs(Math.log2(coarse / fine) - scheme.order!)).toBeLessThan(0.2)
    // The smallest error is still far above the rounding of 80 steps, so the slope is that of the scheme.
    expect(fine).toBeGreaterThan(1e-9)
  },
)

test('Nesterov declares none', () => {
  expect(standardSchemes.filter(({ order }) => order === null).map(({ name }) => name)).toEqual(['nesterov'])
})
