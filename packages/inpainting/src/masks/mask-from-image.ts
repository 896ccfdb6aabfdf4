import { checkImage, type Image } from '@numeural/core'
import type { Mask } from './mask.js'

/** Grey values above this are known: half of the range [0, 255]. */
const threshold = 127.5

/**
 * The mask drawn by an image: white is known, black unknown.
 * A pixel is known if the mean of its channels exceeds 127.5.
 *
 * @param image planar values in [0, 255]; any number of channels
 * @throws ShapeError, ParameterError if it is no image: see {@link checkImage}
 */
export function maskFromImage(image: Image): Mask {
  checkImage(image, 'mask image')
  const { width, height, channels, data } = image
  const size = width * height
  const known = new Uint8Array(size)
  for (let pixel = 0; pixel < size; pixel++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += data[channel * size + pixel]!
    known[pixel] = sum > threshold * channels ? 1 : 0
  }
  return { width, height, known }
}
