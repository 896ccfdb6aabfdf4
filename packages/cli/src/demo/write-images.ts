import { join } from 'node:path'
import type { Image } from '@numeural/core'
import { cropOf } from '@numeural/datasets'
import { writeImage } from '@numeural/datasets/node'
import type { Mask } from '@numeural/inpainting'
import { files } from './files.js'
import type { DemoRun } from './run.js'

/** Writes the photograph in all its versions, and the details of each, into `folder`. */
export async function writeImages(folder: string, { image, denoising, inpainting, settings }: DemoRun): Promise<void> {
  const versions = {
    clean: image,
    noisy: denoising.noisy,
    denoised: denoising.result.image,
    masked: masked(image, inpainting.mask),
    homogeneous: inpainting.homogeneous.image,
    eed: inpainting.eed.image,
  }
  const writing = Object.entries(versions).flatMap(([version, content]) => [
    writeImage(content, join(folder, files[version as keyof typeof versions])),
    ...settings.details.map(({ place }, index) =>
      writeImage(cropOf(content, place), join(folder, files.detail(version, index))),
    ),
  ])
  await Promise.all([...writing, writeImage(maskImage(inpainting.mask), join(folder, files.mask))])
}

/** Known pixels white. */
function maskImage({ width, height, known }: Mask): Image {
  return { width, height, channels: 1, data: Float32Array.from(known, (value) => 255 * value) }
}

/** The image with its unknown pixels black. */
function masked(image: Image, { known }: Mask): Image {
  return { ...image, data: image.data.map((value, pixel) => value * known[pixel]!) }
}
