import { createRandom, type KernelGeometry } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { convolutionMatrix } from './convolution-matrix.js'
import { anySize } from './kernel-patterns.js'
import { nonnegativeNorm } from './nonnegative-norm.js'
import { paperDivisors, paperNorm } from './paper-norm.js'
import { powerIteration } from './power-iteration.js'
import { rigorousNorm, rigorousNormSquared } from './rigorous-norm.js'
import { sharpNorm } from './sharp-norm.js'

const line = (width: number, change: Partial<KernelGeometry> = {}): KernelGeometry => ({
  outputChannels: 1,
  inputChannels: 1,
  height: 1,
  width,
  centreY: 0,
  centreX: Math.floor((width - 1) / 2),
  boundary: 'reflecting',
  ...change,
})

function trueNorm(kernel: readonly number[], geometry: KernelGeometry, height: number, width: number): number {
  return powerIteration(convolutionMatrix(kernel, geometry, { height, width }), 3000).norm
}

/** A kernel divided as C21 sec. 3.3 says. */
function paperKernel(kernel: readonly number[], geometry: KernelGeometry): number[] {
  const divisors = paperDivisors(kernel, geometry)
  const taps = geometry.height * geometry.width
  return kernel.map((value, index) => value / divisors[Math.floor(index / taps)])
}

describe("the paper's rule fails, the rigorous one does not", () => {
  const identities = Array.from({ length: 16 }, () => 1)
  const counterexamples: [string, number[], KernelGeometry, number][] = [
    ['(0.5, 0.3, 0.2)', [0.5, 0.3, 0.2], line(3), 1.053],
    ['(1, 0, 0)', [1, 0, 0], line(3), Math.SQRT2],
    ['C² identities, C = 4', identities, line(1, { inputChannels: 4, outputChannels: 4 }), 2],
  ]
  test.each(counterexamples)('%s', (_name, kernel, geometry, expected) => {
    expect(trueNorm(paperKernel(kernel, geometry), geometry, 1, 64)).toBeCloseTo(expected, 3)
    const bound = rigorousNorm(kernel, geometry)
    const normalised = kernel.map((value) => value / bound)
    expect(trueNorm(normalised, geometry, 1, 64)).toBeLessThanOrEqual(1)
  })
})

describe('differences have the norm that they have on paper', () => {
  test('1D forward difference: 2/h', () => {
    expect(rigorousNorm([-1, 1], line(2))).toBe(2)
    expect(rigorousNorm([-1, 1, 0], line(3))).toBe(2)
    expect(rigorousNorm([-2, 2], line(2))).toBe(4)
  })
  test('2D (∂x, ∂y): ‖K‖² ≤ 8', () => {
    const geometry = line(2, { outputChannels: 2, height: 2 })
    expect(rigorousNormSquared([-1, 1, 0, 0, -1, 0, 1, 0], geometry)).toBe(8)
  })
})

test('the bounds hold for every size, kernel and boundary, and are not far off', () => {
  const random = createRandom(5)
  let worst = 0
  for (let trial = 0; trial < 300; trial++) {
    const [inputChannels, outputChannels] = [1 + random.integer(3), 1 + random.integer(3)]
    const [height, width] = [1 + random.integer(3), 1 + random.integer(5)]
    const geometry: KernelGeometry = {
      ...{ inputChannels, outputChannels, height, width },
      centreY: random.integer(height),
      centreX: random.integer(width),
      boundary: (['reflecting', 'zero', 'periodic'] as const)[random.integer(3)],
    }
    const kernel = Array.from({ length: inputChannels * outputChannels * height * width }, () => random.normal())
    const size = { height: 1 + random.integer(6), width: 1 + random.integer(9) }
    const lower = trueNorm(kernel, geometry, size.height, size.width)
    const there = rigorousNorm(kernel, geometry, size)
    expect(there).toBeGreaterThanOrEqual(lower)
    expect(rigorousNorm(kernel, geometry, anySize)).toBeGreaterThanOrEqual(there * (1 - 1e-15))
    worst = Math.max(worst, there / lower)
    const sharp = sharpNorm(convolutionMatrix(kernel, geometry, size), there)!
    expect(sharp).toBeGreaterThanOrEqual(lower)
    // Power iteration lacks some digits where two singular values almost agree.
    expect(sharp).toBeLessThan(lower * (1 + 1e-4))
  }
  expect(worst).toBeLessThan(4)
})

test('Collatz–Wielandt: the norm of a matrix without negative entries, from above', () => {
  const random = createRandom(9)
  for (let trial = 0; trial < 100; trial++) {
    const entries = Float64Array.from({ length: 12 }, () => random.uniform() ** 3)
    const squares = entries.map((entry) => entry * entry)
    const { squared, left, right } = nonnegativeNorm(squares, 3, 4)
    let product = 0
    entries.forEach((entry, index) => {
      product += left[Math.floor(index / 4)] * entry * right[index % 4]
    })
    expect(squared).toBeGreaterThanOrEqual(product * product * (1 - 1e-15))
    expect(squared).toBeLessThan(product * product * (1 + 1e-10))
  }
  expect(nonnegativeNorm([0, 0, 0, 0], 2, 2).squared).toBe(0)
})

test('a kernel with a weight that is no number has no norm', () => {
  for (const kernel of [
    [Number.NaN, 0, 0],
    [1, Number.NaN, 2],
  ])
    expect(rigorousNorm(kernel, line(3))).toBe(Number.POSITIVE_INFINITY)
})

test('the norm of the paper is found for a million blocks', () => {
  const channels = 1024
  const kernel = new Float64Array(channels * channels).fill(0.5)
  kernel[7] = -3
  // |k| √C
  expect(paperNorm(kernel, line(1, { outputChannels: channels, inputChannels: channels }))).toBe(3 * 32)
})
