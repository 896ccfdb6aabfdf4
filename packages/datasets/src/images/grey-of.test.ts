import { describe, expect, it } from 'vitest'
import { greyOf } from './grey-of.js'

describe('greyOf', () => {
  it('weighs red, green and blue after BT.601', () => {
    const image = { data: Float32Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), width: 3, height: 1, channels: 3 }
    const grey = greyOf(image)
    expect(grey).toMatchObject({ width: 3, height: 1, channels: 1 })
    // Rounding to float32.
    for (const [i, value] of [76.245, 149.685, 29.07].entries()) expect(grey.data[i]).toBeCloseTo(value, 4)
  })

  it('leaves every grey value of 8 bit exactly as it is', () => {
    const values = Float32Array.from({ length: 256 }, (_, i) => i)
    const data = new Float32Array(768)
    for (let channel = 0; channel < 3; channel++) data.set(values, 256 * channel)
    expect(greyOf({ data, width: 16, height: 16, channels: 3 }).data).toEqual(values)
  })

  it('copies a grey image', () => {
    const image = { data: Float32Array.of(1, 2), width: 2, height: 1, channels: 1 }
    const grey = greyOf(image)
    expect(grey).toEqual(image)
    expect(grey.data).not.toBe(image.data)
  })

  it('refuses other numbers of channels and data that do not fit', () => {
    const shapeError = expect.objectContaining({ name: 'ShapeError' })
    const two = new Float32Array(2)
    expect(() => greyOf({ data: two, width: 1, height: 1, channels: 2 })).toThrow('2 channels')
    expect(() => greyOf({ data: two, width: 1, height: 1, channels: 3 })).toThrow(shapeError)
    expect(() => greyOf({ data: new Float32Array(0), width: 0, height: 0, channels: 1 })).toThrow(shapeError)
    expect(() => greyOf({ data: Float32Array.of(1, Number.NaN), width: 2, height: 1, channels: 1 })).toThrow('NaN')
  })
})
