import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { randomNormal, randomUniform } from './fill.js'
import { logarithm } from './logarithm.js'
import { createRandom } from './random.js'

const count = 200_000
const hashOf = (values: Float64Array): string =>
  createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16)

function moments(values: Float64Array): { mean: number; variance: number; skewness: number; kurtosis: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const central = (power: number): number =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length
  const variance = central(2)
  return { mean, variance, skewness: central(3) / variance ** 1.5, kurtosis: central(4) / variance ** 2 }
}

describe('golden numbers', () => {
  // the same bits on every engine and in every version: noise and initialisation in published results rest on them
  it.each([
    ['uniform', randomUniform, 0, '', 'c2d8145f279c2974'],
    ['uniform', randomUniform, 2 ** 53 - 1, 'noise', 'fc9c840e057c7634'],
    ['normal', randomNormal, 0, '', '6146fc5a4d800079'],
    ['normal', randomNormal, 42, 'noise', '01e71af6f69da1f7'],
  ] as const)('%s (%#)', (_, fill, seed, purpose, hash) => {
    expect(hashOf(fill(new Float64Array(1000), { seed, purpose }))).toBe(hash)
  })
})

describe('uniform numbers', () => {
  const values = randomUniform(new Float64Array(count), { seed: 1 })

  it('lie in [0, 1) and use 53 bits', () => {
    expect(values.every((value) => value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53))).toBe(true)
    expect(values.some((value) => !Number.isInteger(value * 2 ** 52))).toBe(true)
  })

  it('have the moments of the distribution', () => {
    const { mean, variance, kurtosis } = moments(values)
    // five standard errors: sqrt(1/12/n) = 6.5e-4, sqrt(1/180/n) = 1.7e-4
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(3.3e-3)
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(9e-4)
    expect(Math.abs(kurtosis - 1.8)).toBeLessThan(0.02)
  })

  it('are not correlated with their neighbours', () => {
    let sum = 0
    for (let k = 1; k < count; k++) sum += (values[k] - 0.5) * (values[k - 1] - 0.5)
    // standard error 1/sqrt(n) = 2.2e-3
    expect(Math.abs((12 * sum) / count)).toBeLessThan(0.011)
  })
})

describe('normal numbers', () => {
  it('have the moments of the distribution', () => {
    const { mean, variance, skewness, kurtosis } = moments(randomNormal(new Float64Array(count), { seed: 1 }))
    // five standard errors: 1/sqrt(n), sqrt(2/n), sqrt(6/n), sqrt(24/n)
    expect(Math.abs(mean)).toBeLessThan(0.0112)
    expect(Math.abs(variance - 1)).toBeLessThan(0.0159)
    expect(Math.abs(skewness)).toBeLessThan(0.0274)
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.0548)
  })

  it('reach into the tails', () => {
    const values = randomNormal(new Float64Array(count), { seed: 1 })
    // P(|x| > 3) = 0.0027: 540 of 200000, standard deviation 23
    const outside = values.filter((value) => Math.abs(value) > 3).length
    expect(Math.abs(outside - 540)).toBeLessThan(116)
  })
})

describe('streams', () => {
  it('repeat for a seed and a purpose', () => {
    const [a, b] = [createRandom(7, 'mask'), createRandom(7, 'mask')]
    for (let k = 0; k < 10; k++) expect(a.normal()).toBe(b.normal())
  })

  it('differ for every other seed and purpose, also beyond 32 bits', () => {
    const first = [
      createRandom(7, 'mask'),
      createRandom(8, 'mask'),
      createRandom(7 + 2 ** 32, 'mask'),
      createRandom(7, 'noise'),
      createRandom(7),
    ].map((random) => random.uniform())
    expect(new Set(first).size).toBe(first.length)
  })

  it('are not correlated for neighbouring seeds', () => {
    const firsts = Float64Array.from({ length: 20_000 }, (_, seed) => createRandom(seed, 'noise').uniform())
    let sum = 0
    for (let k = 1; k < firsts.length; k++) sum += (firsts[k] - 0.5) * (firsts[k - 1] - 0.5)
    // five standard errors of 1/sqrt(20000)
    expect(Math.abs((12 * sum) / firsts.length)).toBeLessThan(0.0354)
    expect(Math.abs(moments(firsts).mean - 0.5)).toBeLessThan(0.0103)
  })

  it.each([-1, 0.5, 2 ** 53, Number.NaN, Infinity, '1' as never])('refuse the seed %s', (seed) => {
    expect(() => createRandom(seed)).toThrow(expect.objectContaining({ code: 'RANDOM_SEED' }))
  })
})

describe('integers', () => {
  it('are all as likely', () => {
    const random = createRandom(3)
    const counts = new Float64Array(7)
    for (let k = 0; k < 70_000; k++) counts[random.integer(7)]++
    // standard deviation sqrt(70000 · 6/49) = 93
    for (const found of counts) expect(Math.abs(found - 10_000)).toBeLessThan(465)
  })

  it.each([0, -1, 1.5, 2 ** 33, Number.NaN])('refuse the bound %s', (bound) => {
    expect(() => createRandom(1).integer(bound)).toThrow(expect.objectContaining({ code: 'RANDOM_BOUND' }))
  })
})

describe('logarithm', () => {
  it('agrees with Math.log to a few units in the last place', () => {
    const points = [1e-300, 2 ** -53, 0.1, 0.5, 0.7, Math.SQRT1_2, 0.99999, 1, 1.00001, Math.SQRT2, 1.5, 2, 10, 1e300]
    for (const x of [...points, ...randomUniform(new Float64Array(10_000), { seed: 5 })]) {
      expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.abs(Math.log(x)))
    }
  })
})
