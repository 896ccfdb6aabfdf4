import { expect, test } from 'vitest'
import { fixed, gain, percent, scientific, short, whole } from './numbers.js'

test('numbers as people read them', () => {
  expect([scientific(8.924e-4), scientific(1e-3), scientific(3e-12), scientific(25)]).toEqual([
    '8.92 · 10⁻⁴',
    '10⁻³',
    '3 · 10⁻¹²',
    '2.5 · 10¹',
  ])
  expect([gain(29.3, 20.2), gain(20, 21.5)]).toEqual(['+9.10 dB', '−1.50 dB'])
  expect(gain(28.4345, 27.5955), 'that of 28.43 and 27.60').toBe('+0.83 dB')
  expect([percent(0.2), percent(0.19999976)]).toEqual(['20 %', '20 %'])
  expect([whole(999), whole(10_000), whole(1_234_567)]).toEqual(['999', '10\u202f000', '1\u202f234\u202f567'])
  expect([fixed(-0.5, 3), fixed(0.27564, 3)]).toEqual(['−0.500', '0.276'])
  expect([short(-0.49921), short(12)]).toEqual(['−0.4992', '12'])
})
