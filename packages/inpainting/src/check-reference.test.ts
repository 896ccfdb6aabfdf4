import { expect, it } from 'vitest'
import { checkReference } from './check-reference.js'
import { grey } from './testing/images.fixtures.js'

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
