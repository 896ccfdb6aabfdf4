import { createRandom } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { Mask } from './mask.js'

/** Options of {@link randomMask}. */
export interface RandomMaskOptions {
  readonly width: number
  readonly height: number
  /** Fraction of the pixels that are known, 0 < density ≤ 1. */
  readonly density: number
  /** Non-negative integer. Default 0. */
  readonly seed?: number
}

/**
 * A mask of randomly chosen pixels: exactly round(density · width · height) of them are known, every choice equally likely.
 *
 * @throws ParameterError `MASK_SIZE`, `MASK_DENSITY` if the density is out of range or leaves no known pixel
 */
export function randomMask({ width, height, density, seed = 0 }: RandomMaskOptions): Mask {
  const size = width * height
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1 || size > 2 ** 31) {
    throw new ParameterError(`The mask is to be ${width}×${height}: give positive integers, at most 2^31 pixels`, {
      code: 'MASK_SIZE',
      given: { width, height },
      allowed: 'positive integers, at most 2^31 pixels',
      hint: "give the image's size",
    })
  }
  const count = Math.round(density * size)
  if (!(density <= 1 && count >= 1)) {
    throw new ParameterError(
      `The density is ${density}: it must be above 0, at most 1, and give at least one of ${size} pixels`,
      {
        code: 'MASK_DENSITY',
        given: density,
        allowed: '0 < density ≤ 1, at least one pixel',
        hint: 'a density is a fraction: 0.2 for 20 %',
      },
    )
  }
  const known = new Uint8Array(size)
  const random = createRandom(seed, 'mask')
  // Floyd's sampling: one draw per known pixel, no list of all pixels.
  for (let last = size - count; last < size; last++) {
    const pixel = random.integer(last + 1)
    known[known[pixel] === 0 ? pixel : last] = 1
  }
  return { width, height, known }
}
