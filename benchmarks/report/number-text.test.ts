import { describe, expect, it } from 'vitest'
import { numberText } from './number-text.js'

describe('numberText', () => {
  it.each([
    [0, '0.00'],
    [1, '1.00'],
    [9.999, '10.0'],
    [123.4, '123'],
    [1234, '1 230'],
    [1_049_999, '1 050 000'],
    [0.98765, '0.988'],
    [0.012345, '0.0123'],
    [-0.5, '-0.500'],
  ])('writes %d as %s', (number, text) => {
    expect(numberText(number)).toBe(text)
  })
})
