import { type Mask, maskFromImage } from '@numeural/inpainting'
import { describe, expect, it } from 'vitest'
import { remarksOnMask } from './remarks-on-mask.js'

const [width, height] = [100, 80]
const opaque = { alpha: null }
const maskWhere = (isKnown: (x: number, y: number) => boolean): Mask => {
  const known = Uint8Array.from({ length: width * height }, (_, i) =>
    isKnown(i % width, Math.floor(i / width)) ? 1 : 0,
  )
  return { known, width, height }
}

/** The remarks on a mask as it is drawn: white where pixels are known. */
const remarksOn = (mask: Mask, metadata: { alpha: Uint8Array | null } = opaque): string[] => {
  const image = { width, height, channels: 1, data: Float32Array.from(mask.known, (value) => 255 * value) }
  return remarksOnMask(mask, { image, metadata })
}

describe('remarks on a mask', () => {
  it('is silent on scattered pixels, and on a hole', () => {
    expect(remarksOn(maskWhere((x, y) => (7 * x + 13 * y) % 5 === 0))).toEqual([])
    expect(remarksOn(maskWhere((x, y) => Math.hypot(x - 50, y - 40) > 20))).toEqual([])
  })

  it('tells of a mask that seems to be the other way round', () => {
    expect(remarksOn(maskWhere((x, y) => Math.hypot(x - 50, y - 40) < 20))).toEqual([
      'only 16 % of the pixels are known, in solid areas: if white marks what is missing in this mask, invert it',
    ])
  })

  it('tells of a mask without a hole, and of one whose hole is transparent', () => {
    const alpha = Uint8Array.from({ length: width * height }, (_, i) => (i < 100 ? 0 : 255))
    expect(
      remarksOn(
        maskWhere(() => true),
        { alpha },
      ),
    ).toEqual([
      expect.stringContaining('transparent in places, which is ignored'),
      expect.stringContaining('every pixel is known'),
    ])
  })

  it('tells of a photograph that is taken for a mask, not of soft edges', () => {
    const photograph = {
      width,
      height,
      channels: 3,
      data: Float32Array.from({ length: 3 * width * height }, (_, i) => ((i % width) * 255) / (width - 1)),
    }
    const mask = maskFromImage(photograph)
    expect(remarksOnMask(mask, { image: photograph, metadata: opaque })).toEqual([
      'the mask is not black and white (50 % of its pixels are grey or coloured): those brighter than half, 50 %, are taken as known',
    ])
    const red = { ...photograph, data: photograph.data.map((_, i) => (i < width * height ? 255 : 0)) }
    expect(remarksOnMask(maskFromImage(red), { image: red, metadata: opaque })[0]).toMatch(/100 % .* grey or coloured/)
    const soft = {
      ...photograph,
      data: photograph.data.map((_, i) => Math.min(255, Math.max(0, 60 * ((i % width) - 20)))),
    }
    expect(remarksOnMask(maskFromImage(soft), { image: soft, metadata: opaque })).toEqual([])
  })
})
