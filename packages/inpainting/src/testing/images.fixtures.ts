import { createRandom, type Image } from '@numeural/core'
import { cropOf, greyOf } from '@numeural/datasets'
import { type PhotographName, photograph } from '@numeural/datasets/photographs'

/** A square cut out of nagasaki-boats, in grey. */
export async function boats(size: number, x: number, y: number): Promise<Image> {
  return greyOf(cropOf(await photograph('nagasaki-boats'), { x, y, width: size, height: size }))
}

/** The square in the middle of a photograph, in grey. */
export async function middleOf(name: PhotographName, size: number): Promise<Image> {
  const image = await photograph(name)
  const [x, y] = [(image.width - size) >> 1, (image.height - size) >> 1]
  return greyOf(cropOf(image, { x, y, width: size, height: size }))
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
