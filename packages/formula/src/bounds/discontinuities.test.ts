import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { discontinuities } from './discontinuities.js'

const jumps = (text: string) => discontinuities(parse(text, ['r', 'theta']), 'r', [-10, Infinity], { theta: 1 })

describe('discontinuities', () => {
  it('finds the jumps of hard shrinkage at ±√2 θ', () => {
    const at = Math.SQRT2
    expect(jumps('abs(r) <= sqrt(2)*theta ? r : 0')).toEqual([
      { at: -at, left: { lo: 0, hi: 0 }, right: { lo: -at, hi: -at } },
      { at, left: { lo: at, hi: at }, right: { lo: 0, hi: 0 } },
    ])
  })

  it('finds none where the pieces meet', () => {
    expect(jumps('abs(r) <= sqrt(2)*theta ? r : 2*theta^2/r')).toEqual([])
    expect(jumps('max(0, r) + abs(r - 1)')).toEqual([])
  })

  it('sees the jump of sign at 0, and an isolated value not as a jump of the limits', () => {
    expect(jumps('sign(r)')).toMatchObject([{ at: 0, left: { lo: -1, hi: -1 }, right: { lo: 1, hi: 1 } }])
    expect(jumps('r == 0 ? 5 : 1')).toEqual([])
  })
})
