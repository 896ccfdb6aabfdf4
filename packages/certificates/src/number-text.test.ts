import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lowerText, upperText } from './number-text.js'

test('six digits, never below the number', () => {
  expect(upperText(1.0000000149011612)).toBe('1.00001')
  expect(upperText(2)).toBe('2')
  expect(upperText(0.1)).toBe('0.1')
  expect(upperText(999999.5)).toBe('1000000')
  expect(upperText(Number.POSITIVE_INFINITY)).toBe('Infinity')
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (value) => {
      const shown = Number(upperText(value))
      // One unit of the sixth digit is at most 1e-5 of the number.
      expect(shown >= value && shown <= value * (1 + 1.01e-5)).toBe(true)
    }),
  )
})

test('a number that may be reached is never shown too large', () => {
  expect(lowerText(1.99999999)).toBe('1.99999')
  expect(lowerText(2)).toBe('2')
  expect(lowerText(0)).toBe('0')
  expect(lowerText(Number.POSITIVE_INFINITY)).toBe('Infinity')
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (value) => {
      const shown = Number(lowerText(value))
      expect(shown <= value && shown >= value * (1 - 1.01e-5)).toBe(true)
    }),
  )
})
