import { charbonnier, constant, translate } from '@numeural/activations'
import { createBackend, createRandom, PlanBuilder } from '@numeural/core'
import { evaluate } from '@numeural/formula'
import { describe, expect, test } from 'vitest'
import { schemeNetwork } from '../network/scheme-network.js'
import { differenceFlux, distance, runScheme } from '../testing/run-scheme.js'
import { analyseScheme } from './analyse-scheme.js'
import { explicit } from './explicit.js'
import { fed } from './fed.js'
import { fsi } from './fsi.js'
import { implicitFixedPoint } from './implicit-fixed-point.js'
import { rkl1 } from './rkl1.js'
import { rkl2 } from './rkl2.js'
import type { Scheme } from './scheme.js'

const random = createRandom(5)
const normal = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal())
const impulse = (width: number): Float64Array => {
  const u = new Float64Array(2 * width + 1)
  u[width] = 1
  return u
}
const timeOf = (scheme: Scheme, tau: number, L: number): number => evaluate(analyseScheme(scheme).time, { tau, L })[0]

describe('FSI', () => {
  test.each([1, 2, 3, 5, 10])('with τ = ½ a cycle of %i steps is a box filter (C21 sec. 4.2)', async (length) => {
    const u = normal(60)
    const run = { scheme: fsi, activation: constant, steps: length, length, parameters: { tau: 0.5 } }
    const result = await runScheme(run, u)
    const inside = (array: Float64Array): Float64Array => array.subarray(length, 60 - length)
    const box = u.map(
      (_, i) => u.slice(i - length, i + length + 1).reduce((sum, value) => sum + value, 0) / (2 * length + 1),
    )
    expect(distance(inside(result), inside(box))).toBeLessThan(1e-12)
  })
})

describe('the declared time', () => {
  test.each([
    [explicit, [1]],
    [fsi, [1, 2, 3, 5, 10]],
    [fed, [1, 2, 3, 5, 10]],
    [implicitFixedPoint, [1, 2, 3, 4]],
    [rkl1, [1, 2, 3, 5, 10]],
    [rkl2, [2, 3, 5, 10]],
  ] as const)('$name: a linear cycle spreads an impulse by a variance of twice its time', async (scheme, lengths) => {
    for (const length of lengths) {
      for (const tau of [0.1, 0.5]) {
        const options = scheme.length === null ? {} : { length }
        const run = { scheme, activation: constant, steps: length, ...options, parameters: { tau } }
        const result = await runScheme(run, impulse(15))
        const variance = result.reduce((sum, value, i) => sum + value * (i - 15) ** 2, 0)
        // The weights grow to 1e2 in the cycle and distances to 15².
        expect(variance).toBeCloseTo(2 * timeOf(scheme, tau, length), 9)
      }
    }
  })
})

describe('FED', () => {
  test.each([1, 2, 3, 4, 5, 8, 11, 20])('the %i step sizes are the published ones and add up', (n) => {
    const weight = analyseScheme(fed).update.weights.flux
    const sizes = Array.from({ length: n }, (_, l) => -evaluate(weight, { tau: 0.5, l, L: n })[0])
    const published = Array.from(
      { length: n },
      (_, i) => 0.5 / (2 * Math.cos((Math.PI * (2 * i + 1)) / (4 * n + 2)) ** 2),
    )
    expect(
      distance(
        sizes.slice().sort((a, b) => a - b),
        published,
      ),
    ).toBeLessThan(1e-12 * published[n - 1])
    const sum = sizes.reduce((total, size) => total + size, 0)
    expect(Math.abs(sum / timeOf(fed, 0.5, n) - 1)).toBeLessThan(1e-13)
    expect(timeOf(fed, 0.5, n)).toBeCloseTo((0.5 * (n * n + n)) / 3, 12)
  })

  test('a cycle of 20 steps in float32 loses no more than 0.1 grey values', async () => {
    const u = normal(200).map((value) => Math.fround(128 + 50 * value))
    const network = schemeNetwork({
      scheme: fed,
      activation: constant,
      dimension: 1,
      blocks: 20,
      length: 20,
      kernel: { width: 2, values: [-1, 1] },
      parameters: { tau: { initial: 0.5, trainable: false } },
    })
    const builder = new PlanBuilder('float32')
    builder.output('next', network.trace(builder, builder.input('u', { channels: 1, height: 1, width: 200 })))
    await using backend = await createBackend('wasm', { threads: 1 })
    await using program = await backend.compile(builder.finish())
    const parameters = Float32Array.from(network.parametrisation.effective(new Float64Array(0)))
    const { next } = await program.run({ batch: 1, inputs: { u: Float32Array.from(u) }, parameters })
    const run = { scheme: fed, activation: constant, steps: 20, length: 20, parameters: { tau: 0.5 } }
    expect(distance(next, await runScheme(run, u))).toBeLessThan(0.1)
  })

  test('one linear cycle is one linear FSI cycle: the steps only take another way', async () => {
    const u = normal(40)
    const run = { activation: constant, steps: 5, length: 5, parameters: { tau: 0.5 } }
    const fedResult = await runScheme({ ...run, scheme: fed }, u)
    expect(distance(fedResult, await runScheme({ ...run, scheme: fsi }, u))).toBeLessThan(1e-12)
  })
})

describe('Runge–Kutta–Legendre', () => {
  test.each([1, 2, 3, 4, 7])(
    'a linear cycle of %i steps of the first order is the Legendre polynomial',
    async (length) => {
      const legendre = (x: number): number => {
        let [before, now] = [1, x]
        for (let j = 2; j <= length; j++) [before, now] = [now, ((2 * j - 1) * x * now - (j - 1) * before) / j]
        return now
      }
      for (const tau of [0.1, 0.7, 1.3, 2]) {
        const run = { scheme: rkl1, activation: constant, steps: length, length, parameters: { tau }, kernel: [1] }
        const [result] = await runScheme(run, Float64Array.of(1))
        expect(result).toBeCloseTo(legendre(1 - tau), 13)
      }
    },
  )

  test.each([2, 3, 5, 8])('a linear cycle of %i steps of the second order never grows for τρ ≤ 2', async (length) => {
    for (let z = 0.01; z <= 2; z += 0.0995) {
      const run = { scheme: rkl2, activation: constant, steps: length, length, parameters: { tau: z }, kernel: [1] }
      const [result] = await runScheme(run, Float64Array.of(1))
      expect(Math.abs(result)).toBeLessThanOrEqual(1 + 1e-14)
    }
  })
})

describe('the implicit scheme by fixed-point iterations', () => {
  /** Amplification of a mode with z = τρ, by the network itself: K = 1. */
  const amplification = async (z: number, length: number): Promise<number> => {
    const run = {
      scheme: implicitFixedPoint,
      activation: constant,
      steps: length,
      length,
      parameters: { tau: z },
      kernel: [1],
    }
    return (await runScheme(run, Float64Array.of(1)))[0]
  }
  const oddLimit = (length: number): number => {
    let [low, high] = [1, 3]
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2
      if (middle ** (length + 1) <= 2 + middle) low = middle
      else high = middle
    }
    return low
  }

  test('the limits for odd L are 2, 1.353, 1.215', () => {
    expect([1, 3, 5].map((length) => Number(oddLimit(length).toFixed(3)))).toEqual([2, 1.353, 1.215])
  })

  test.each([1, 2, 3, 4, 5, 6, 9])(
    'truncated after %i steps it is stable up to its limit and no further',
    async (length) => {
      const limit = length % 2 === 0 ? 1 : oddLimit(length)
      for (let share = 0.05; share <= 1; share += 0.095) {
        expect(Math.abs(await amplification(share * limit, length))).toBeLessThanOrEqual(1 + 1e-12)
      }
      expect(Math.abs(await amplification(1.001 * limit, length))).toBeGreaterThan(1)
    },
  )

  test('it converges to the implicit scheme at the rate of its contraction', async () => {
    const [tau, lambda] = [0.2, 2]
    const flux = translate(charbonnier, 'activation', { parameters: { lambda } })
    const start = normal(16).map((value) => 3 * value)
    const residuals: number[] = []
    for (const length of [10, 20, 40, 80]) {
      const run = {
        scheme: implicitFixedPoint,
        activation: charbonnier,
        steps: length,
        length,
        parameters: { tau, lambda },
      }
      const u = await runScheme(run, start)
      const fluxAtU = differenceFlux(u, flux)
      residuals.push(
        distance(
          u.map((value, i) => value + tau * fluxAtU[i]),
          start,
        ),
      )
    }
    // τ·Lip(Φ)·‖K‖² < 0.8, so ten steps more shrink the residual to 0.8¹⁰ < 0.11 of it.
    expect(residuals[1]).toBeLessThan(0.11 * residuals[0])
    expect(residuals[2]).toBeLessThan(0.11 ** 2 * residuals[1])
    // what rounding of numbers up to 10 leaves
    expect(residuals[3]).toBeLessThan(1e-8 * residuals[0] + 1e-14)
  })
})
