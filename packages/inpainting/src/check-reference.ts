import { checkImage, type Image } from '@numeural/core'
import { ShapeError } from '@numeural/errors'

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
  throw new ShapeError(`The reference is ${given}, the image is ${allowed}.`, {
    code: 'REFERENCE_SHAPE',
    given,
    allowed,
    hint: "Give a reference of the image's size.",
  })
}
