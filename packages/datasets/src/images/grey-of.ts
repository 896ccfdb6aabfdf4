import { checkImage, type Image } from '@numeural/core'
import { ShapeError } from '@numeural/errors'

/**
 * The grey image of a colour image: luma 0.299 R + 0.587 G + 0.114 B of the stored values (ITU-R BT.601).
 * A grey image gives a copy.
 *
 * @throws ShapeError unless the image has 1 or 3 channels.
 */
export function greyOf(image: Image): Image {
  checkImage(image)
  const { data, width, height, channels } = image
  if (channels === 1) return { ...image, data: data.slice() }
  if (channels !== 3) {
    throw new ShapeError(`An image with ${channels} channels has no grey image: it needs 1 (grey) or 3 (RGB).`, {
      code: 'SHAPE_MISMATCH',
      given: channels,
      allowed: '1 or 3 channels',
    })
  }
  const size = width * height
  const grey = new Float32Array(size)
  for (let i = 0; i < size; i++) {
    grey[i] = 0.299 * data[i]! + 0.587 * data[i + size]! + 0.114 * data[i + 2 * size]!
  }
  return { data: grey, width, height, channels: 1 }
}
