import { createRandom, type Image } from '@numeural/core'
import { photograph } from '@numeural/datasets/photographs'

/** A square cut out of the green channel of nagasaki-boats. */
export async function boats(size: number, left: number, top: number): Promise<Image> {
  const { data, width, height } = await photograph('nagasaki-boats')
  const green = data.subarray(width * height, 2 * width * height)
  return grey(size, size, (x, y) => green[(top + y) * width + left + x])
}

/** An image with one channel. */
export function grey(width: number, height: number, value: (x: number, y: number) => number): Image {
  const data = Float32Array.from({ length: width * height }, (_, pixel) =>
    value(pixel % width, Math.floor(pixel / width)),
  )
  return { data, width, height, channels: 1 }
}

/** Slanted edges, a smooth gradient and some noise. */
export function pattern(width: number, height: number, seed = 0): Image {
  const random = createRandom(seed, 'pattern')
  return grey(width, height, (x, y) => {
    const edge = 2 * x + y > width ? 90 : 0
    return 60 + edge + 40 * Math.sin((x - 2 * y) / 7) + 4 * random.normal()
  })
}
