import {
  charbonnier,
  defineNonlinearity,
  type Nonlinearity,
  peronaMalik,
  peronaMalikExponential,
  truncatedBfb,
  truncatedQuadratic,
} from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { newton } from './newton.js'
import { createProblem } from './problem.js'
import { truncationOf } from './truncation.js'
import { variationalDenoise } from './variational-denoise.js'
import { weakString } from './weak-string.js'

const random = createRandom(11)
const between = (least: number, largest: number) => least + (largest - least) * random.uniform()
const noise = (length: number, sigma: number) => Float64Array.from({ length }, () => sigma * random.normal())

function stringEnergy(u: Float64Array, f: Float64Array, stiffness: number, penalty: number): number {
  let sum = 0
  for (let i = 0; i < u.length; i++) {
    sum += (u[i]! - f[i]!) ** 2
    if (i > 0) sum += Math.min(stiffness * (u[i]! - u[i - 1]!) ** 2, penalty)
  }
  return sum
}

/** Least energy over all 2ⁿ⁻¹ sets of breaks, each solved by elimination on its own. */
function leastOfAll(f: Float64Array, stiffness: number, penalty: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let breaks = 0; breaks < 2 ** (f.length - 1); breaks++) {
    const links = f.subarray(1).map((_, i) => ((breaks >> i) & 1 ? 0 : stiffness))
    const u = solveDense(f, links)
    best = Math.min(best, stringEnergy(u, f, stiffness, penalty))
  }
  return best
}

function solveDense(f: Float64Array, links: Float64Array): Float64Array {
  const n = f.length
  const rows = Array.from(f, (value, i) => {
    const row = new Float64Array(n + 1)
    row[i] = 1 + (links[i - 1] ?? 0) + (links[i] ?? 0)
    if (i > 0) row[i - 1] = -links[i - 1]!
    if (i < n - 1) row[i + 1] = -links[i]!
    row[n] = value
    return row
  })
  for (const [i, pivot] of rows.entries()) {
    for (const [j, row] of rows.entries()) {
      if (i === j) continue
      const factor = row[i]! / pivot[i]!
      for (let k = i; k <= n; k++) row[k]! -= factor * pivot[k]!
    }
  }
  return Float64Array.from(rows, (row, i) => row[n]! / row[i]!)
}

describe('the weak string', () => {
  test('has the least energy of all sets of breaks', () => {
    for (let trial = 0; trial < 60; trial++) {
      const f = noise(2 + (trial % 9), 5)
      const [stiffness, penalty] = [10 ** between(-2, 2), 10 ** between(-1, 2)]
      const found = stringEnergy(weakString(f, stiffness, penalty), f, stiffness, penalty)
      const best = leastOfAll(f, stiffness, penalty)
      expect(Math.abs(found - best)).toBeLessThanOrEqual(1e-10 * (1 + best))
    }
  })

  test('takes long signals, with and without breaks', () => {
    const f = noise(20_000, 1).map((value, i) => value + (Math.floor(i / 50) % 2) * 40)
    const u = weakString(f, 100, 200)
    const jumps = u.subarray(1).reduce((count, value, i) => count + (Math.abs(value - u[i]!) > 20 ? 1 : 0), 0)
    // Between all of the 400 pieces, and nowhere else.
    expect(jumps).toBe(399)
  })
})

test('a truncated quadratic is recognised by its values, and nothing else is', () => {
  expect(truncationOf((r) => Math.min(3 * r * r, 7))).toEqual({ scale: expect.closeTo(3, 12), top: 7 })
  expect(truncationOf((r) => r * r)).toBeNull()
  expect(truncationOf((r) => Math.min(r * r, 7 + 1e-9 * Math.abs(r)))).toBeNull()
  expect(truncationOf((r) => 1 - Math.exp(-r * r))).toBeNull()
  expect(truncationOf((r) => (r > 0 ? Math.min(r * r, 4) : Math.min(2 * r * r, 4)))).toBeNull()
})

describe('hard shrinkage', () => {
  const steps = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 20 : 60))
  const f = noise(100, 5).map((value, i) => value + steps[i]!)

  test.each(['newton', 'lagged-diffusivity'] as const)('leaves the input for the weak string: %s', (method) => {
    const options = { activation: truncatedQuadratic, parameters: { theta: 6 }, alpha: 50, method } as const
    const { data, energy, energies, search, residual } = variationalDenoise(f, options)
    const constants = f.map((_, i) => meanOf(i < 50 ? f.subarray(0, 50) : f.subarray(50)))
    // Ψ(r) = min(r², 2θ²)
    expect(energy).toBeLessThan(stringEnergy(constants, f, 50, 50 * 72))
    expect(energy).toBeCloseTo(stringEnergy(data, f, 50, 50 * 72), 8)
    expect(energies!.input).toBeGreaterThan(5 * energy)
    expect(energies!.search).toBe(energy)
    expect(search).toBe('weak-string')
    expect(residual.final).toBeLessThan(1e-8)
    const gaps = data.subarray(1).map((value, i) => Math.abs(value - data[i]!))
    expect(gaps.indexOf(Math.max(...gaps))).toBe(49)
  })
})

/** As hard shrinkage, but rounded where it is cut off. */
const rounded = defineNonlinearity({
  name: 'rounded',
  parameters: { lambda: { default: 1, domain: 'positive' } },
  regulariser: 'r^2/(1 + (r/lambda)^2)',
})

test.each<[name: string, activation: Nonlinearity, parameters: Record<string, number>]>([
  ['peronaMalik', peronaMalik, { lambda: 3 }],
  ['peronaMalikExponential', peronaMalikExponential, { lambda: 3 }],
  ['truncatedBfb', truncatedBfb, { theta: 3 }],
  ['truncatedQuadratic', truncatedQuadratic, { theta: 3 }],
  ['rounded', rounded, { lambda: 3 }],
])('is as low as the best of 100 random descents: %s', (_name, activation, parameters) => {
  for (const alpha of [1, 20]) {
    const f = noise(30, 4).map((value, i) => value + (i < 14 ? 0 : 30))
    const problem = createProblem(activation, parameters, f, alpha, 1)
    const limits = { tolerance: 1e-8, maxIterations: 300, signal: undefined }
    let best = Number.POSITIVE_INFINITY
    for (let trial = 0; trial < 100; trial++) {
      const start = f.map((value) => value + between(-1, 1) * (trial % 2 === 0 ? 5 : 30))
      best = Math.min(best, problem.energy(newton(problem, start, limits).data))
    }
    const result = variationalDenoise(f, { activation, parameters, alpha, tolerance: 1e-8 })
    expect(result.energy).toBeLessThanOrEqual(best + 1e-6 * best)
    expect(result.energy).toBeLessThanOrEqual(Math.min(result.energies!.descent, result.energies!.search!))
  }
})

test('a convex energy is not searched', () => {
  const { search, energies, energy } = variationalDenoise(noise(20, 3), { activation: charbonnier, alpha: 2 })
  expect(search).toBe('descent')
  expect(energies).toEqual({ input: expect.any(Number), descent: energy, search: null })
})

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
