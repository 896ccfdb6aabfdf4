import { type Image, ShapeError } from '@numeural/core'

/** Refuses an image whose data do not have `width · height · channels` values. */
export function requireImage(image: Image): void {
  const { data, width, height, channels } = image
  const sizes = [width, height, channels]
  const whole = sizes.every((size) => Number.isInteger(size) && size > 0)
  if (whole && data instanceof Float32Array && data.length === width * height * channels) return
  throw new ShapeError(
    `an image of ${width} × ${height} with ${channels} channels does not fit its ${data?.length} values: it needs a Float32Array of width · height · channels`,
    {
      code: 'SHAPE_MISMATCH',
      given: { width, height, channels, values: data?.length },
      allowed: 'a Float32Array of width · height · channels values, planar, sizes from 1',
    },
  )
}
