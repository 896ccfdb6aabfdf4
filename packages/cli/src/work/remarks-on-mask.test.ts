import type { Mask } from '@numeural/inpainting'
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

describe('remarks on a mask', () => {
  it('is silent on scattered pixels, and on a hole', () => {
    expect(
      remarksOnMask(
        maskWhere((x, y) => (7 * x + 13 * y) % 5 === 0),
        opaque,
      ),
    ).toEqual([])
    expect(
      remarksOnMask(
        maskWhere((x, y) => Math.hypot(x - 50, y - 40) > 20),
        opaque,
      ),
    ).toEqual([])
  })

  it('tells of a mask that seems to be the other way round', () => {
    expect(
      remarksOnMask(
        maskWhere((x, y) => Math.hypot(x - 50, y - 40) < 20),
        opaque,
      ),
    ).toEqual([
      'only 16 % of the pixels are known, in solid areas: if white marks what is missing in this mask, invert it',
    ])
  })

  it('tells of a mask without a hole, and of one whose hole is transparent', () => {
    const alpha = Uint8Array.from({ length: width * height }, (_, i) => (i < 100 ? 0 : 255))
    expect(
      remarksOnMask(
        maskWhere(() => true),
        { alpha },
      ),
    ).toEqual([
      expect.stringContaining('transparent in places, which is ignored'),
      expect.stringContaining('every pixel is known'),
    ])
  })
})
