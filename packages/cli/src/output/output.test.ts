import { describe, expect, it } from 'vitest'
import { toJson } from './json.js'
import { decibels, numberText, parametersText } from './number-text.js'
import { table } from './table.js'

describe('toJson', () => {
  it('spells out the numbers that JSON lacks and gives typed arrays as arrays', () => {
    const value = {
      a: Number.POSITIVE_INFINITY,
      b: [Number.NEGATIVE_INFINITY, Number.NaN],
      c: Float64Array.of(1, Number.NaN),
      d: null,
    }
    expect(JSON.parse(toJson(value))).toEqual({ a: 'Infinity', b: ['-Infinity', 'NaN'], c: [1, 'NaN'], d: null })
  })
})

describe('text for people', () => {
  it('aligns columns and leaves no space at the end of a line', () => {
    expect(
      table([
        ['a', 'bcd', 'e'],
        ['long', '', ''],
        ['x', 'y', 'z'],
      ]),
    ).toEqual(['a     bcd  e', 'long', 'x     y    z'])
  })

  it('rounds numbers to what people read', () => {
    expect([1 / 3, 1e-9, 255, Number.POSITIVE_INFINITY].map(numberText)).toEqual([
      '0.333333',
      '1e-9',
      '255',
      'Infinity',
    ])
    expect([36.512, Number.POSITIVE_INFINITY].map(decibels)).toEqual(['36.51 dB', 'Infinity dB'])
    expect(parametersText({ lambda: 2, beta: 0.25 })).toBe('lambda = 2, beta = 0.25')
    expect(parametersText({})).toBe('none')
  })
})
