import { ParameterError, ShapeError } from '@numeural/errors'

/**
 * An image: planar, channel after channel, row after row, grey values or colours in [0,
 * 255] (not clipped: results may lie a little outside). `data[(channel · height + y) · width + x]`.
 */
export interface Image {
  readonly data: Float32Array
  readonly width: number
  readonly height: number
  readonly channels: number
}

/**
 * Refuses what is no image: sizes that are no positive integers, data of another length, values that are not finite.
 *
 * @param name how messages call it
 * @throws ShapeError `IMAGE_SHAPE`, `IMAGE_LENGTH`; ParameterError `IMAGE_TYPE`, `IMAGE_VALUE`
 */
export function checkImage(image: Image, name = 'image'): void {
  const { data, width, height, channels } = image
  const sizes = [width, height, channels]
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new ShapeError(`The ${name} is ${width}×${height} with ${channels} channels.`, {
      code: 'IMAGE_SHAPE',
      given: { width, height, channels },
      allowed: 'positive integers',
      hint: 'An image has at least one pixel and one channel.',
    })
  }
  if (!(data instanceof Float32Array)) {
    throw new ParameterError(`The data of the ${name} is no Float32Array.`, {
      code: 'IMAGE_TYPE',
      given: typeof data,
      allowed: 'a Float32Array',
      hint: 'Copy the values with Float32Array.from().',
    })
  }
  const expected = width * height * channels
  if (data.length !== expected) {
    throw new ShapeError(
      `The ${name} has ${data.length} values, ${width}×${height} with ${channels} channels has ${expected}.`,
      {
        code: 'IMAGE_LENGTH',
        given: data.length,
        allowed: `${expected} values`,
        hint: 'The data is planar: channel after channel, row after row.',
      },
    )
  }
  const wrong = data.findIndex((value) => !Number.isFinite(value))
  if (wrong < 0) return
  const pixel = wrong % (width * height)
  const place = `x = ${pixel % width}, y = ${Math.floor(pixel / width)}, channel ${Math.floor(wrong / (width * height))}`
  throw new ParameterError(`The ${name} is ${data[wrong]} at ${place}.`, {
    code: 'IMAGE_VALUE',
    given: data[wrong],
    allowed: 'finite numbers',
    hint: 'Replace values that are not finite before processing.',
  })
}
