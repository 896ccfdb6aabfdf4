import type { Image } from '@numeural/core'
import { ParameterError, ShapeError, shown } from '@numeural/errors'
import { checkMask, type Mask } from '../masks/mask.js'

/** The data of (1 − c)A(u)u + c(u − f) = 0 (C21 sec. 7.2), ready for the solvers: planar float64. */
export interface InpaintProblem {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** 1 − c: 1 on unknown pixels, 0 on known ones. */
  readonly free: Float64Array
  /** f on known pixels, the mean of the known pixels of the channel elsewhere. */
  readonly start: Float64Array
}

/**
 * Sets up the problem. Values at unknown pixels are never read.
 *
 * @throws ShapeError `IMAGE_SHAPE` if it is no image, the data do not fit the sizes or the image is smaller than
 *   2×2, `MASK_SHAPE`;
 *   ParameterError `IMAGE_VALUES` if a known pixel is not finite, `MASK_VALUES`, `MASK_EMPTY`
 */
export function inpaintProblem(image: Image, mask: Mask): InpaintProblem {
  requireImage(image)
  checkMask(mask, image)
  const { width, height, channels, data } = image
  const size = width * height
  const start = new Float64Array(size * channels)
  for (let channel = 0; channel < channels; channel++) {
    const source = data.subarray(channel * size, (channel + 1) * size)
    fillUnknown(source, mask.known, start.subarray(channel * size, (channel + 1) * size))
  }
  return { width, height, channels, free: Float64Array.from(mask.known, (known) => 1 - known), start }
}

/** Unlike `checkImage` of core: unknown pixels may hold anything. */
function requireImage(image: Image): void {
  const allowed = 'width · height · channels values in a Float32Array, at least 2×2 pixels and one channel'
  const refuse = (given: string): ShapeError =>
    new ShapeError(`The image is ${given}; allowed: ${allowed}.`, {
      code: 'IMAGE_SHAPE',
      given,
      allowed,
      hint: 'Give images planar, channel by channel.',
    })
  if (!(image?.data instanceof Float32Array)) throw refuse(shown(image))
  const { width, height, channels, data } = image
  const areWhole = [width, height, channels].every(Number.isInteger)
  if (!(areWhole && width >= 2 && height >= 2 && channels >= 1) || data.length !== width * height * channels) {
    throw refuse(`${data.length} values for ${width}×${height}×${channels}`)
  }
}

function fillUnknown(source: Float32Array, known: Uint8Array, target: Float64Array): void {
  const first = source[known.indexOf(1)]!
  let excess = 0
  let count = 0
  for (let pixel = 0; pixel < source.length; pixel++) {
    if (known[pixel] === 0) continue
    const value = source[pixel]!
    if (!Number.isFinite(value)) {
      throw new ParameterError(`Known pixel ${pixel} of the image is ${value}; allowed: finite values.`, {
        code: 'IMAGE_VALUES',
        given: value,
        allowed: 'finite values',
        hint: 'Mark damaged pixels as unknown in the mask.',
      })
    }
    excess += value - first
    count++
  }
  // Summing differences to one value makes the mean of equal values exact,
  // so that a constant image starts as its own solution.
  const mean = first + excess / count
  for (let pixel = 0; pixel < source.length; pixel++) target[pixel] = known[pixel] === 1 ? source[pixel]! : mean
}
