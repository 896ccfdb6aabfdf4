import { describe, expect, it } from 'vitest'
import type { Boundary } from './geometry.js'
import { sourceIndex } from './taps.js'

const around = (n: number, boundary: Boundary, from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, k) => sourceIndex(from + k, n, boundary))

describe('sourceIndex', () => {
  // numpy.pad(mode='symmetric') of [0, 1, 2] by 7 on both sides
  it('reflects half-sample symmetrically, repeatedly', () => {
    const expected = [0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2]
    expect(around(3, 'reflecting', -7, 10)).toEqual(expected)
  })

  it('reflects a single sample onto itself', () => {
    expect(around(1, 'reflecting', -3, 4)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('wraps around, repeatedly', () => {
    expect(around(3, 'periodic', -5, 8)).toEqual([1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1])
  })

  it('is outside for zero boundaries', () => {
    expect(around(2, 'zero', -2, 4)).toEqual([-1, -1, 0, 1, -1, -1])
  })
})
