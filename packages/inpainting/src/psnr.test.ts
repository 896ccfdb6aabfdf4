import { expect, it } from 'vitest'
import { checkReference, peakSignalToNoiseRatio } from './psnr.js'
import { grey } from './testing/images.fixtures.js'

it('is 20 log10(255/5) for an error of 5 everywhere, Infinity for none', () => {
  const zero = grey(4, 3, () => 0)
  const five = grey(4, 3, (x) => (x % 2 === 0 ? 5 : -5))
  expect(peakSignalToNoiseRatio(five, zero)).toBeCloseTo(20 * Math.log10(51), 12)
  expect(peakSignalToNoiseRatio(five, five)).toBe(Number.POSITIVE_INFINITY)
})

it('refuses a reference of another size', () => {
  const code = expect.objectContaining({ code: 'REFERENCE_SHAPE' })
  const image = grey(4, 3, () => 0)
  expect(() =>
    checkReference(
      grey(3, 4, () => 0),
      image,
    ),
  ).toThrow(code)
  expect(() => checkReference({ ...image, channels: 3, data: new Float32Array(36) }, image)).toThrow(code)
})

it('refuses a reference that is no image', () => {
  const image = grey(4, 3, () => 0)
  expect(() => checkReference({ ...image, data: new Float32Array(11) }, image)).toThrow(
    expect.objectContaining({ code: 'IMAGE_LENGTH' }),
  )
  expect(() =>
    checkReference(
      grey(4, 3, () => Number.NaN),
      image,
    ),
  ).toThrow(expect.objectContaining({ code: 'IMAGE_VALUE' }))
})
