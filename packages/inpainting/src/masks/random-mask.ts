import { createRandom } from '@numeural/core'
import { refused, requireKnown, requireWhole } from '@numeural/errors'
import type { Mask } from './mask.js'

/** Pixels along both axes; an image has them. */
export interface MaskSize {
  readonly width: number
  readonly height: number
}

/** Options of {@link randomMask}. */
export interface RandomMaskOptions {
  /** Fraction of the pixels that are known, 0 < density ≤ 1. */
  readonly density: number
  /** Non-negative integer. Default 0. */
  readonly seed?: number
}

/** Floyd's sampling draws from a range of 32 bits. */
const mostPixels = 2 ** 31

/**
 * A mask of randomly chosen pixels: exactly round(density · width · height) of them are known,
 * every choice equally likely.
 *
 * @param size an image, or the size of one
 * @throws ParameterError `MASK_SIZE`, `MASK_DENSITY` if the density is out of range or leaves no known
 *   pixel, `MASK_OPTION`
 */
export function randomMask({ width, height }: MaskSize, options: RandomMaskOptions): Mask {
  const owner = 'randomMask'
  const known = { density: true, seed: true } satisfies Record<keyof RandomMaskOptions, true>
  requireWhole({ owner, option: 'width', code: 'MASK_SIZE' }, width, { most: mostPixels })
  requireWhole({ owner, option: 'height', code: 'MASK_SIZE' }, height, { most: Math.floor(mostPixels / width) })
  requireKnown({ owner, code: 'MASK_OPTION' }, options, known)
  const { density, seed = 0 } = options
  const size = width * height
  const count = Math.round(density * size)
  if (!(density <= 1 && count >= 1)) {
    throw refused(
      { owner, option: 'density', code: 'MASK_DENSITY' },
      density,
      `a number above 0, at most 1, that gives at least one of ${size} pixels`,
      'Give a fraction, such as 0.2 for 20 %.',
    )
  }
  const chosen = new Uint8Array(size)
  const random = createRandom(seed, 'mask')
  // Floyd's sampling: one draw per known pixel, no list of all pixels.
  for (let last = size - count; last < size; last++) {
    const pixel = random.integer(last + 1)
    chosen[chosen[pixel] === 0 ? pixel : last] = 1
  }
  return { width, height, known: chosen }
}
