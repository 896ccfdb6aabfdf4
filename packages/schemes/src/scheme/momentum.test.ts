import { charbonnier, constant, peronaMalik, standardNonlinearities, translate } from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { distance, runScheme } from '../testing/run-scheme.js'
import { duFortFrankel } from './du-fort-frankel.js'
import { explicit } from './explicit.js'
import { heavyBall } from './heavy-ball.js'
import { nesterov } from './nesterov.js'

const random = createRandom(6)
const normal = (length: number, scale = 1): Float64Array => Float64Array.from({ length }, () => scale * random.normal())
const alternating = (length: number, scale = 1): Float64Array =>
  Float64Array.from({ length }, (_, i) => scale * (-1) ** i)
const largest = (u: Float64Array): number => distance(u, new Float64Array(u.length))

describe('Du Fort–Frankel with 2τα = 1 is the explicit scheme', () => {
  const pair = (tau: number, u: Float64Array) => {
    const run = { activation: peronaMalik, steps: 6 }
    return Promise.all([
      runScheme({ ...run, scheme: duFortFrankel, parameters: { tau, alpha: 1 / (2 * tau), lambda: 1.5 } }, u),
      runScheme({ ...run, scheme: explicit, parameters: { tau, lambda: 1.5 } }, u),
    ])
  }
  test.each([0.5, 0.25, 0.125])('bit for bit for τ = %d', async (tau) => {
    const [a, b] = await pair(tau, normal(33))
    expect(a).toEqual(b)
  })
  test.each([0.1, 0.3, 0.45, 1 / 3])('to 1e-14 for τ = %d', async (tau) => {
    const [a, b] = await pair(tau, normal(33))
    expect(distance(a, b)).toBeLessThan(1e-14)
  })
})

describe('beyond the bounds the schemes really diverge', () => {
  test('the explicit scheme with τ > 2/(g_max‖K‖²) = ½', async () => {
    const run = { scheme: explicit, activation: constant, steps: 200 }
    expect(largest(await runScheme({ ...run, parameters: { tau: 0.55 } }, alternating(16)))).toBeGreaterThan(1e6)
    expect(largest(await runScheme({ ...run, parameters: { tau: 0.5 } }, alternating(16)))).toBeLessThanOrEqual(1)
  })

  test('Du Fort–Frankel with α < g_max‖K‖²/4 = 1: tripled per step at α = ¼, τ = ½ on a periodic line', async () => {
    const run = { scheme: duFortFrankel, activation: constant, boundary: 'periodic' } as const
    const parameters = { tau: 0.5, alpha: 0.25 }
    const at = async (steps: number) => largest(await runScheme({ ...run, steps, parameters }, alternating(16)))
    expect((await at(21)) / (await at(20))).toBeCloseTo(3, 6)
    expect(await at(40)).toBeGreaterThan(1e15)
  })

  test('Du Fort–Frankel with τ = 10: diverges for α = ¼, does not for α = 1', async () => {
    const run = { scheme: duFortFrankel, activation: constant, steps: 200 }
    const u = normal(16)
    expect(largest(await runScheme({ ...run, parameters: { tau: 10, alpha: 0.25 } }, u))).toBeGreaterThan(1e9)
    // The first step is explicit with τ = 10, which multiplies the highest frequency by up to 39.
    expect(largest(await runScheme({ ...run, parameters: { tau: 10, alpha: 1 } }, u))).toBeLessThan(80 * largest(u))
  })

  test('Perona–Malik: small oscillations grow to the order of λ', async () => {
    const u = alternating(16, 1e-6)
    const run = { activation: peronaMalik, steps: 200 }
    const lambda = 1
    const wrong = await runScheme({ ...run, scheme: explicit, parameters: { tau: 0.55, lambda } }, u)
    const right = await runScheme({ ...run, scheme: explicit, parameters: { tau: 0.5, lambda } }, u)
    expect(largest(wrong)).toBeGreaterThan(1e4 * largest(u))
    expect(largest(right)).toBeLessThanOrEqual(largest(u))
    const frankel = { ...run, scheme: duFortFrankel }
    expect(largest(await runScheme({ ...frankel, parameters: { tau: 0.5, alpha: 0.25, lambda } }, u))).toBeGreaterThan(
      0.1,
    )
    expect(largest(await runScheme({ ...frankel, parameters: { tau: 0.5, alpha: 1, lambda } }, u))).toBeLessThan(1e-5)
  })
})

describe('bounds of momentum with the flux frozen', () => {
  test.each([
    [heavyBall, 0.3, 2 * (1 + 0.3)],
    [heavyBall, 0.8, 2 * (1 + 0.8)],
    [nesterov, 0.3, (2 + 2 * 0.3) / (1 + 2 * 0.3)],
    [nesterov, 0.8, (2 + 2 * 0.8) / (1 + 2 * 0.8)],
  ] as const)('$name with β = %d is stable up to τρ = %d and no further', async (scheme, beta, limit) => {
    const at = (tau: number, steps: number) =>
      runScheme({ scheme, activation: constant, kernel: [1], steps, parameters: { tau, beta } }, Float64Array.of(1))
    for (const share of [0.2, 0.6, 0.99]) expect(Math.abs((await at(share * limit, 150))[0])).toBeLessThan(1)
    expect(Math.abs((await at(1.2 * limit, 150))[0])).toBeGreaterThan(1e3)
  })
})

describe('Nesterov', () => {
  const energyOf = (u: Float64Array, penalty: (r: number) => number): number =>
    u.subarray(1).reduce((sum, value, i) => sum + penalty(value - u[i]), 0) / 2
  const convex = [constant, charbonnier, ...standardNonlinearities.filter(({ name }) => name === 'truncated-tv')]

  test.each(convex)('$name: the energy falls, and with the kinetic part it never grows', async (activation) => {
    const penalty = translate(activation, 'regulariser')
    const parameters = {
      tau: 0.25,
      beta: 0.7,
      ...Object.fromEntries(Object.keys(activation.parameters).map((name) => [name, 1])),
    }
    const start = normal(24, 3)
    const iterates = [start]
    for (let steps = 1; steps <= 40; steps++) {
      iterates.push(await runScheme({ scheme: nesterov, activation, steps, parameters }, start))
    }
    const energies = iterates.map((u) => energyOf(u, penalty))
    const totals = iterates.map((u, k) => {
      const before = iterates[Math.max(0, k - 1)]
      return energies[k] + u.reduce((sum, value, i) => sum + (value - before[i]) ** 2, 0) / (2 * parameters.tau)
    })
    for (let k = 1; k < totals.length; k++) expect(totals[k]).toBeLessThanOrEqual(totals[k - 1] * (1 + 1e-12))
    expect(energies[40]).toBeLessThan(0.05 * energies[0])
    // Momentum pays: explicit steps of the same size get less far.
    const slow = await runScheme({ scheme: explicit, activation, steps: 40, parameters: { ...parameters } }, start)
    expect(energies[40]).toBeLessThan(energyOf(slow, penalty))
  })
})
