import { createRandom, type KernelGeometry } from '@numeural/core'
import { sqrtUp } from '@numeural/formula'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convolutionMatrix } from './convolution-matrix.js'
import { anySize, type SignalSize } from './kernel-patterns.js'
import { localisedNormSquared } from './localised-norm.js'
import { powerIteration } from './power-iteration.js'
import { rigorousNorm } from './rigorous-norm.js'
import { symbolNormSquared } from './symbol-norm.js'

/** What certificates take besides sums, without a start for the search. */
function sharpBound(kernel: readonly number[], geometry: KernelGeometry, size: SignalSize = anySize): number {
  const square =
    geometry.boundary === 'reflecting'
      ? localisedNormSquared(kernel, geometry, size, 0, Number.POSITIVE_INFINITY)
      : symbolNormSquared(kernel, geometry, 0, Number.POSITIVE_INFINITY)
  return sqrtUp(square!)
}

/** Attained, so at most the norm: 10⁻¹³ is taken off for its own rounding. */
function normAt(kernel: readonly number[], geometry: KernelGeometry, height: number, width: number): number {
  return powerIteration(convolutionMatrix(kernel, geometry, { height, width }), 300).norm
}

const oneAxis = fc
  .integer({ min: 1, max: 9 })
  .chain((width) => fc.record({ width: fc.constant(width), centre: fc.integer({ min: 0, max: width - 1 }) }))
const smallAxis = oneAxis.filter(({ width }) => width <= 3)
const boundary = fc.constantFrom('reflecting', 'zero', 'periodic')
const channels = fc.integer({ min: 1, max: 3 })

const geometries = (dimension: 1 | 2): fc.Arbitrary<KernelGeometry> =>
  fc
    .record({
      y: dimension === 1 ? fc.constant({ width: 1, centre: 0 }) : smallAxis,
      x: dimension === 1 ? oneAxis : smallAxis,
      boundary,
      outputChannels: channels,
      inputChannels: dimension === 1 ? channels : fc.integer({ min: 1, max: 2 }),
    })
    .map(({ y, x, ...others }) => ({
      ...others,
      height: y.width,
      centreY: y.centre,
      width: x.width,
      centreX: x.centre,
    }))

function kernelOf({ outputChannels, inputChannels, height, width }: KernelGeometry, seed: number): number[] {
  const random = createRandom(seed)
  const length = outputChannels * inputChannels * height * width
  // Some taps are 0, some kernels of one sign, some symmetric.
  const shift = random.integer(3) === 0 ? 1 : 0
  const kernel = Array.from({ length }, () => (random.integer(4) === 0 ? 0 : random.normal() + shift))
  kernel[random.integer(length)] = 1
  return random.integer(3) === 0 ? kernel.map((value, index) => value + kernel[length - 1 - index]) : kernel
}

describe('never below the norm at any size', () => {
  test('lines of every boundary, width and centre', () => {
    fc.assert(
      fc.property(geometries(1), fc.nat(), fc.integer({ min: 1, max: 60 }), (geometry, seed, size) => {
        const kernel = kernelOf(geometry, seed)
        fc.pre(kernel.some((value) => value !== 0))
        const lower = normAt(kernel, geometry, 1, size)
        expect(sharpBound(kernel, geometry)).toBeGreaterThanOrEqual(lower)
        expect(sharpBound(kernel, geometry, { height: 1, width: size })).toBeGreaterThanOrEqual(lower)
      }),
      { numRuns: 150 },
    )
  })
  test('images', () => {
    const side = fc.integer({ min: 1, max: 20 })
    fc.assert(
      fc.property(geometries(2), fc.nat(), side, side, (geometry, seed, height, width) => {
        const kernel = kernelOf(geometry, seed)
        fc.pre(kernel.some((value) => value !== 0))
        const lower = normAt(kernel, geometry, height, width)
        expect(sharpBound(kernel, geometry)).toBeGreaterThanOrEqual(lower)
        expect(sharpBound(kernel, geometry, { height, width })).toBeGreaterThanOrEqual(lower)
      }),
      { numRuns: 60 },
    )
  })
})

describe('not far above the largest norm found', () => {
  const random = createRandom(11)
  const shape = (outputChannels: number, inputChannels: number, height: number, width: number) => ({
    ...{ outputChannels, inputChannels, height, width },
    centreY: Math.floor((height - 1) / 2),
    centreX: Math.floor((width - 1) / 2),
  })
  const line = [1, 4, 9, 30, 128].map((width) => [1, width] as const)
  const square = [3, 8, 20].map((side) => [side, side] as const)
  test.each([
    ['width 3', shape(1, 1, 1, 3), line, 1.02],
    ['width 4', shape(1, 1, 1, 4), line, 1.02],
    ['width 9', shape(1, 1, 1, 9), line, 1.02],
    ['width 31', shape(1, 1, 1, 31), [...line, [1, 500] as const], 1.02],
    ['4 → 4 channels of width 5', shape(4, 4, 1, 5), line, 1.02],
    ['3 × 3', shape(1, 1, 3, 3), square, 1.02],
    ['(∂x, ∂y)', shape(2, 1, 2, 2), square, 1.02],
    ['3 × 3, 4 → 4 channels', shape(4, 4, 3, 3), square, 1.1],
    ['5 × 5, 1 → 24 channels', shape(24, 1, 5, 5), square, 1.1],
  ] as const)(
    '%s',
    (_name, geometry, sizes, factor) => {
      for (const boundary of ['reflecting', 'zero', 'periodic'] as const) {
        const kernel = kernelOf({ ...geometry, boundary }, random.integer(1000))
        const largest = Math.max(
          ...sizes.map(([height, width]) => normAt(kernel, { ...geometry, boundary }, height, width)),
        )
        const bound = sharpBound(kernel, { ...geometry, boundary })
        expect(bound).toBeGreaterThanOrEqual(largest)
        expect(bound / largest).toBeLessThan(factor)
        expect(largest).toBeLessThanOrEqual(rigorousNorm(kernel, { ...geometry, boundary }))
      }
    },
    30_000,
  )
  test('one size: windows on 96 × 96 samples', () => {
    const geometry = { ...shape(2, 1, 3, 3), boundary: 'reflecting' as const }
    const kernel = kernelOf(geometry, 4)
    const largest = normAt(kernel, geometry, 96, 96)
    expect(sharpBound(kernel, geometry, { height: 96, width: 96 }) / largest).toBeLessThan(1.02)
  })
})

describe('scales', () => {
  const line = { outputChannels: 1, inputChannels: 1, height: 1, width: 3, centreY: 0, centreX: 0 }
  test.each(['reflecting', 'zero'] as const)(
    '%s: the bound follows the kernel by powers of two, to the bit',
    (boundary) => {
      const geometry = { ...line, boundary }
      const kernel = [0.3, -0.7, 0.2]
      const bound = (scale: number) => {
        const scaled = kernel.map((value) => value * scale)
        return boundary === 'zero'
          ? symbolNormSquared(scaled, geometry, 0, Number.MAX_VALUE)
          : localisedNormSquared(scaled, geometry, anySize, 0, Number.MAX_VALUE)
      }
      expect(bound(2 ** 400)).toBe(bound(1)! * 2 ** 800)
      expect(bound(2 ** -400)).toBe(bound(1)! * 2 ** -800)
    },
  )
  test('squares that are too small for float64 are rounded up, not to 0', () => {
    for (const boundary of ['reflecting', 'zero'] as const) {
      const geometry = { ...line, boundary }
      expect(sharpBound([1e-200, 2e-200, 0], geometry)).toBeGreaterThan(3e-200)
      expect(sharpBound([2 ** -1074, 0, 0], geometry)).toBeGreaterThanOrEqual(2 ** -1074)
    }
  })
  test('kernels of zeros and such as are not finite are left to the sums', () => {
    for (const kernel of [
      [0, 0, 0],
      [Number.NaN, 0, 1],
      [Number.POSITIVE_INFINITY, 0, 0],
    ]) {
      expect(localisedNormSquared(kernel, { ...line, boundary: 'reflecting' }, anySize, 0, 1)).toBeNull()
      expect(symbolNormSquared(kernel, { ...line, boundary: 'zero' }, 0, 1)).toBeNull()
    }
  })
})
