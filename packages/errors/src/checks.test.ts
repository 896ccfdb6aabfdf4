import { describe, expect, it } from 'vitest'
import {
  refused,
  requireKind,
  requireKnown,
  requireNumber,
  requireObject,
  requireOneOf,
  requireWhole,
  shown,
} from './index.js'

const option = { owner: 'denoise', option: 'steps', code: 'DENOISE_OPTION' }

describe('requireNumber', () => {
  it.each([
    [3, {}],
    [0, { least: 0 }],
    [1e-300, { above: 0 }],
    [1, { least: 0, most: 1 }],
    [-2, { whole: true }],
  ])('takes %s within %j', (given, rule) => {
    expect(() => requireNumber(option, given, rule)).not.toThrow()
  })

  it.each([
    [Number.NaN, {}, 'denoise: steps is NaN; allowed: a finite number.'],
    [Number.POSITIVE_INFINITY, { least: 0 }, 'denoise: steps is Infinity; allowed: a finite number of at least 0.'],
    [0, { above: 0 }, 'denoise: steps is 0; allowed: a finite number above 0.'],
    [1, { least: 0, below: 1 }, 'denoise: steps is 1; allowed: a finite number of at least 0 and below 1.'],
    [2, { least: 0, most: 1 }, 'denoise: steps is 2; allowed: a finite number from 0 to 1.'],
    [0.5, { whole: true }, 'denoise: steps is 0.5; allowed: a whole number.'],
    ['3', {}, 'denoise: steps is "3"; allowed: a finite number.'],
    [undefined, {}, 'denoise: steps is missing; allowed: a finite number.'],
    [null, {}, 'denoise: steps is null; allowed: a finite number.'],
    [3n, {}, 'denoise: steps is 3; allowed: a finite number.'],
  ])('refuses %s where the rule is %j', (given, rule, message) => {
    expect(() => requireNumber(option, given, rule)).toThrow(
      expect.objectContaining({ name: 'ParameterError', message, code: 'DENOISE_OPTION', given }),
    )
  })
})

describe('requireWhole', () => {
  it('counts from 1 unless the rule says otherwise', () => {
    expect(() => requireWhole(option, 0)).toThrow('a whole number of at least 1')
    expect(() => requireWhole(option, 0, { least: 0 })).not.toThrow()
    expect(() => requireWhole(option, 9, { most: 8 })).toThrow('a whole number from 1 to 8')
  })
})

describe('requireOneOf', () => {
  it('lists the choices', () => {
    expect(() => requireOneOf(option, 'w', ['v', 'w'])).not.toThrow()
    expect(() => requireOneOf(option, 'constructor', ['v', 'w'])).toThrow(
      expect.objectContaining({ message: 'denoise: steps is "constructor"; allowed: v, w.', allowed: ['v', 'w'] }),
    )
  })
})

describe('requireKnown', () => {
  const known = { steps: true, tau: true } as const

  it('takes any of the known options', () => {
    expect(() => requireKnown(option, { tau: 1 }, known)).not.toThrow()
    expect(() => requireKnown(option, {}, known)).not.toThrow()
  })

  it.each([
    [{ stps: 3 }, 'denoise: there is no option stps; there are steps, tau.'],
    [{ toString: 3 }, 'denoise: there is no option toString; there are steps, tau.'],
    [undefined, 'denoise: options is missing; allowed: an object.'],
    [[3], 'denoise: options is [3]; allowed: an object.'],
    [new Float32Array(2), 'denoise: options is a Float32Array of 2; allowed: an object.'],
  ])('refuses %j', (given, message) => {
    expect(() => requireKnown(option, given, known)).toThrow(
      expect.objectContaining({ message, code: 'DENOISE_OPTION' }),
    )
  })
})

describe('requireObject and requireKind', () => {
  it('take what they name', () => {
    expect(() => requireObject(option, { a: 1 })).not.toThrow()
    expect(() => requireKind(option, true, 'boolean')).not.toThrow()
    expect(() => requireKind(option, 'x', 'string')).not.toThrow()
    expect(() => requireKind(option, () => 1, 'function')).not.toThrow()
  })

  it('refuse the rest', () => {
    expect(() => requireObject(option, null, 'a scheme')).toThrow('steps is null; allowed: a scheme.')
    expect(() => requireKind(option, 1, 'boolean')).toThrow('steps is 1; allowed: true or false.')
    expect(() => requireKind(option, 1, 'string', 'Quote it.')).toThrow(expect.objectContaining({ hint: 'Quote it.' }))
  })
})

describe('shown', () => {
  it('is short, whatever was given', () => {
    const hostile = {
      get name() {
        throw new Error('reached')
      },
    }
    for (const value of ['x'.repeat(1e6), new Array(1e6).fill(1), hostile, Object.create(null), Symbol('s'), () => 1]) {
      expect(shown(value).length).toBeLessThan(100)
    }
  })

  it('keeps on one line', () => {
    expect(shown('two\nlines')).toBe('"two\\nlines"')
  })
})

describe('refused', () => {
  it('is a ParameterError with the fields of the message', () => {
    expect(refused(option, 0, ['1', '2'], 'Take 1.')).toMatchObject({
      message: 'denoise: steps is 0; allowed: 1, 2.',
      given: 0,
      allowed: ['1', '2'],
      hint: 'Take 1.',
    })
  })
})
