import { checkImage, type Image } from '@numeural/core'
import { ShapeError } from '@numeural/errors'

/** A rectangle of pixels; x to the right and y downwards from the top left corner. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * The part of an image inside a rectangle, all channels.
 *
 * @throws ShapeError unless the rectangle has whole numbers, at least one pixel, and lies inside the image.
 */
export function cropOf(image: Image, rectangle: Rectangle): Image {
  checkImage(image)
  const { x, y, width, height } = rectangle
  const whole = [x, y, width, height].every(Number.isInteger)
  if (!whole || x < 0 || y < 0 || width < 1 || height < 1 || x + width > image.width || y + height > image.height) {
    throw new ShapeError(
      `The crop ${width} × ${height} at (${x}, ${y}) does not lie inside the image of ${image.width} × ${image.height}.`,
      {
        code: 'SHAPE_MISMATCH',
        given: { x, y, width, height },
        allowed: `whole numbers inside ${image.width} × ${image.height}`,
      },
    )
  }
  const data = new Float32Array(width * height * image.channels)
  let target = 0
  for (let channel = 0; channel < image.channels; channel++) {
    for (let row = y; row < y + height; row++) {
      const source = (channel * image.height + row) * image.width + x
      data.set(image.data.subarray(source, source + width), target)
      target += width
    }
  }
  return { data, width, height, channels: image.channels }
}
