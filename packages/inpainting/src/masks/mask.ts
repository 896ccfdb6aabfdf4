import { ParameterError, ShapeError, shown } from '@numeural/errors'

/** Which pixels of an image are known (C21 sec. 7.2: the set with c = 1). */
export interface Mask {
  readonly width: number
  readonly height: number
  /** One number per pixel, row by row: 1 where the pixel is known, 0 where it is to be reconstructed. */
  readonly known: Uint8Array
}

/** Number of known pixels. */
export function knownCount(mask: Mask): number {
  let count = 0
  for (const known of mask.known) count += known
  return count
}

/**
 * Refuses a mask that does not fit the image or that knows nothing.
 *
 * @throws ShapeError `MASK_SHAPE` if it is no mask or the sizes differ;
 *   ParameterError `MASK_VALUES` if an entry is neither 0 nor 1, `MASK_EMPTY` if no pixel is known
 */
export function checkMask(mask: Mask, image: { readonly width: number; readonly height: number }): void {
  const wanted = `${image.width}×${image.height}`
  if (!(mask?.known instanceof Uint8Array)) {
    throw new ShapeError(`The mask is ${shown(mask)}; allowed: an object of width, height and known, a Uint8Array.`, {
      code: 'MASK_SHAPE',
      given: shown(mask),
      allowed: 'an object of width, height and known, a Uint8Array',
      hint: 'Make a mask with randomMask() or maskFromImage().',
    })
  }
  if (mask.width !== image.width || mask.height !== image.height || mask.known.length !== image.width * image.height) {
    const given = `${mask.width}×${mask.height} (${mask.known.length} entries)`
    throw new ShapeError(`The mask is ${given}, the image is ${wanted}.`, {
      code: 'MASK_SHAPE',
      given,
      allowed: wanted,
      hint: "Give a mask of the image's size.",
    })
  }
  const strange = mask.known.find((entry) => entry > 1)
  if (strange !== undefined) {
    throw new ParameterError(`The mask holds ${strange}; allowed: 1 (known) or 0 (unknown).`, {
      code: 'MASK_VALUES',
      given: strange,
      allowed: '0 or 1',
      hint: 'Make a mask from grey values with maskFromImage().',
    })
  }
  if (knownCount(mask) === 0) {
    throw new ParameterError('The mask has no known pixel; at least one is needed to reconstruct an image.', {
      code: 'MASK_EMPTY',
      given: 0,
      allowed: 'at least one known pixel',
      hint: 'Raise the density, or check that known pixels are white in the mask image.',
    })
  }
}
