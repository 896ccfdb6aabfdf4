import { describe, expect, it } from 'vitest'
import { checkImage, type Image } from './image.js'

const image: Image = { data: new Float32Array(12), width: 3, height: 2, channels: 2 }

describe('checkImage', () => {
  it('takes an image, values outside [0, 255] included', () => {
    expect(() => checkImage({ ...image, data: new Float32Array(12).fill(-3) })).not.toThrow()
  })

  it.each<[string, Partial<Record<keyof Image, unknown>>, string]>([
    ['no pixels', { width: 0, data: new Float32Array(0) }, 'IMAGE_SHAPE'],
    ['a negative height', { height: -2 }, 'IMAGE_SHAPE'],
    ['half a channel', { channels: 0.5 }, 'IMAGE_SHAPE'],
    ['a NaN width', { width: Number.NaN }, 'IMAGE_SHAPE'],
    ['a huge width', { width: 2 ** 60 }, 'IMAGE_LENGTH'],
    ['truncated data', { data: new Float32Array(11) }, 'IMAGE_LENGTH'],
    ['a plain list', { data: Array(12).fill(0) }, 'IMAGE_TYPE'],
    ['bytes', { data: new Uint8Array(12) }, 'IMAGE_TYPE'],
  ])('refuses %s', (_, change, code) => {
    expect(() => checkImage({ ...image, ...change } as Image)).toThrow(expect.objectContaining({ code }))
  })

  it.each([Number.NaN, Infinity, -Infinity])('refuses %s and says where', (value) => {
    const data = new Float32Array(12)
    data[10] = value
    expect(() => checkImage({ ...image, data }, 'mask')).toThrow(`The mask is ${value} at x = 1, y = 1, channel 1.`)
  })
})
