import type { Certificate } from '@numeural/certificates'
import { describe, expect, it } from 'vitest'
import { certificateRows } from './certificate-rows.js'
import { toJson } from './json.js'
import { decibels, numberText, parametersText, shortNumberText } from './number-text.js'
import { printable } from './printable.js'
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

describe('certificateRows', () => {
  const certificate = (guarantee: object, stable = false) =>
    ({
      stable,
      guarantees: [{ norm: 'euclidean', holds: stable, block: 0, ...guarantee }],
      kernelNorm: { upper: 2, lower: 1.9, rule: 'sums' },
      tauMax: 0.5,
      lipschitz: { value: 1.25, certified: true },
      blocks: [],
      notes: [],
    }) as unknown as Certificate
  const rows = (...given: Parameters<typeof certificate>) => Object.fromEntries(certificateRows(certificate(...given)))

  it('says what holds, what is violated and what is not claimed', () => {
    expect(rows({ rule: 'r', bound: 0.5, value: 0.25, slack: 0.25 }, true)).toMatchObject({
      certificate: 'stable',
      '  euclidean': 'holds (0.25 against 0.5, slack 0.25): r',
      '  Lipschitz': '1.25',
    })
    expect(rows({ rule: 'r', bound: 0.5, value: 0.75, slack: -0.25 })).toMatchObject({
      certificate: 'not stable: a bound is violated',
      '  euclidean': 'does not hold (0.75 against 0.5, slack -0.25): r',
    })
    expect(rows({ rule: 'does not apply: w', bound: 0, value: 1, slack: -1 })).toMatchObject({
      certificate: 'no stability proved',
      '  euclidean': 'no claim: does not apply: w',
    })
    expect(rows({ rule: 'r; broken: w', bound: 0.5, value: 0.25, slack: 0.25 })['  euclidean']).toMatch(
      /^does not hold although the bound is kept .*: r; broken: w$/,
    )
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
    expect([-319999999999999, 123456, 1 / 3, Number.NaN].map(shortNumberText)).toEqual([
      '-3.2e14',
      '123456',
      '0.333333',
      'NaN',
    ])
    expect(parametersText({ lambda: 2, beta: 0.25 })).toBe('lambda = 2, beta = 0.25')
    expect(parametersText({})).toBe('none')
  })
})

describe('printable', () => {
  it('spells out what would command a terminal', () => {
    expect(printable('a\u001b[31m.csv\u009b5m\n\u202e')).toBe('a\\u001b[31m.csv\\u009b5m\\u000a\\u202e')
    expect(printable('τ ≤ 0.5 │•')).toBe('τ ≤ 0.5 │•')
  })
})
