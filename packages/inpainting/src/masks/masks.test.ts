import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMask, knownCount } from './mask.js'
import { maskFromImage } from './mask-from-image.js'
import { randomMask } from './random-mask.js'

describe('randomMask', () => {
  it('knows exactly round(density · pixels) pixels', () => {
    const cases = fc.record({
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 40 }),
      density: fc.double({ min: 0.01, max: 1, noNaN: true }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ width, height, ...options }) => {
        const size = { width, height }
        const count = Math.round(options.density * width * height)
        fc.pre(count >= 1)
        expect(knownCount(randomMask(size, options))).toBe(count)
      }),
    )
  })

  it('chooses every pixel equally often', () => {
    const hits = new Float64Array(12)
    for (let seed = 0; seed < 3000; seed++) {
      randomMask({ width: 4, height: 3 }, { density: 0.25, seed }).known.forEach((known, pixel) => {
        hits[pixel] += known
      })
    }
    // 3000 draws with probability 1/4: standard deviation √(3000 · 3/16) ≈ 24; five of them.
    for (const count of hits) expect(Math.abs(count - 750)).toBeLessThan(120)
  })

  it('repeats with the seed and changes with it', () => {
    const size = { width: 50, height: 40 }
    const mask = (seed: number) => randomMask(size, { density: 0.2, seed })
    expect(mask(3)).toEqual(mask(3))
    expect(mask(3).known).not.toEqual(mask(4).known)
  })

  it.each([0, -0.1, 1.01, 20, Number.NaN, Number.POSITIVE_INFINITY, 1e-9])('refuses the density %d', (density) => {
    expect(() => randomMask({ width: 10, height: 10 }, { density })).toThrow(
      expect.objectContaining({ code: 'MASK_DENSITY', given: density }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31])('refuses the width %d', (width) => {
    expect(() => randomMask({ width, height: 2 }, { density: 0.5 })).toThrow(
      expect.objectContaining({ code: 'MASK_SIZE' }),
    )
  })
})

it('randomMask refuses options that it does not know', () => {
  expect(() => randomMask({ width: 2, height: 2 }, { density: 0.5, sede: 3 } as never)).toThrow(
    'randomMask: there is no option sede; there are density, seed.',
  )
})

describe('maskFromImage', () => {
  it('knows what is brighter than 127.5', () => {
    const data = Float32Array.of(0, 127.5, 128, 255)
    expect([...maskFromImage({ data, width: 2, height: 2, channels: 1 }).known]).toEqual([0, 0, 1, 1])
  })

  it('takes the mean of the channels', () => {
    const data = Float32Array.of(255, 255, 255, 0, 255, 0)
    expect([...maskFromImage({ data, width: 2, height: 1, channels: 3 }).known]).toEqual([1, 0])
  })

  it('refuses data that do not fit', () => {
    expect(() => maskFromImage({ data: new Float32Array(5), width: 2, height: 2, channels: 1 })).toThrow(
      expect.objectContaining({ code: 'IMAGE_LENGTH' }),
    )
  })
})

describe('checkMask', () => {
  const image = { width: 3, height: 2 }

  it('takes a full mask', () => {
    expect(() => checkMask({ ...image, known: new Uint8Array(6).fill(1) }, image)).not.toThrow()
  })

  it.each([
    ['MASK_SHAPE', { width: 2, height: 3, known: new Uint8Array(6).fill(1) }],
    ['MASK_SHAPE', { width: 3, height: 2, known: new Uint8Array(5).fill(1) }],
    ['MASK_SHAPE', new Uint8Array(6) as never],
    ['MASK_SHAPE', undefined as never],
    ['MASK_SHAPE', { width: 3, height: 2, known: [1, 0, 0, 1, 1, 1] as never }],
    ['MASK_VALUES', { width: 3, height: 2, known: new Uint8Array(6).fill(255) }],
    ['MASK_EMPTY', { width: 3, height: 2, known: new Uint8Array(6) }],
  ])('refuses with %s', (code, mask) => {
    expect(() => checkMask(mask, image)).toThrow(expect.objectContaining({ code }))
  })
})
