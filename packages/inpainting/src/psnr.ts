import { checkImage, type Image } from '@numeural/core'
import { ShapeError } from '@numeural/formula'

/**
 * Refuses a reference that is no image (see {@link checkImage}) or does not have the image's size.
 *
 * @throws ShapeError `REFERENCE_SHAPE`
 */
export function checkReference(reference: Image, image: Image): void {
  checkImage(reference, 'reference')
  const same = reference.width === image.width && reference.height === image.height
  if (same && reference.channels === image.channels) return
  const given = `${reference.width}×${reference.height}×${reference.channels}`
  const allowed = `${image.width}×${image.height}×${image.channels}`
  throw new ShapeError(`The reference is ${given}, the image is ${allowed}: give a reference of the image's size`, {
    code: 'REFERENCE_SHAPE',
    given,
    allowed,
    hint: "give a reference of the image's size",
  })
}

/** Peak signal-to-noise ratio in dB with peak 255, all channels together; Infinity for equal images. */
export function peakSignalToNoiseRatio(image: Image, reference: Image): number {
  let sum = 0
  for (let index = 0; index < image.data.length; index++) sum += (image.data[index] - reference.data[index]) ** 2
  return 10 * Math.log10((255 * 255 * image.data.length) / sum)
}
