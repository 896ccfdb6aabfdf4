import { describe, expect, it } from 'vitest'
import { cropOf } from './crop-of.js'

const image = {
  data: Float32Array.from({ length: 24 }, (_, i) => i),
  width: 4,
  height: 3,
  channels: 2,
}

describe('cropOf', () => {
  it('takes the rectangle out of every channel', () => {
    expect(cropOf(image, { x: 1, y: 1, width: 2, height: 2 })).toEqual({
      data: Float32Array.of(5, 6, 9, 10, 17, 18, 21, 22),
      width: 2,
      height: 2,
      channels: 2,
    })
    expect(cropOf(image, { x: 0, y: 0, width: 4, height: 3 })).toEqual(image)
  })

  it.each([
    { x: 3, y: 0, width: 2, height: 1 },
    { x: 0, y: 2, width: 1, height: 2 },
    { x: -1, y: 0, width: 1, height: 1 },
    { x: 0, y: 0, width: 0, height: 1 },
    { x: 0.5, y: 0, width: 1, height: 1 },
    { x: 0, y: Number.NaN, width: 1, height: 1 },
  ])('refuses %o', (rectangle) => {
    expect(() => cropOf(image, rectangle)).toThrow('does not lie inside the image of 4 × 3')
  })
})
