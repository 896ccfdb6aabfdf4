import type { Image } from '@numeural/core'
import type { ImageMetadata } from '@numeural/datasets/node'
import type { Mask } from '@numeural/inpainting'

/**
 * Known pixels scattered over an image have mostly unknown neighbours; of those in solid areas nearly all have none.
 */
const solidShare = 0.9

/** A drawn mask has soft edges at most; more grey or coloured pixels than this share make a photograph. */
const greyShare = 0.1

/** What a person should know about a mask that was read from a file. */
export function remarksOnMask(mask: Mask, { image, metadata }: MaskFile): string[] {
  const remarks = [remarkOnAlpha(metadata), remarkOnColours(image, mask), remarkOnKnown(mask)]
  return remarks.filter((remark) => remark !== null)
}

/** What is looked at of the file of a mask. */
export interface MaskFile {
  readonly image: Image
  readonly metadata: Pick<ImageMetadata, 'alpha'>
}

/** Every picture has a bright half and a dark one, and so would do as a mask. */
function remarkOnColours({ data, width, height, channels }: Image, { known }: Mask): string | null {
  const size = width * height
  let between = 0
  for (let pixel = 0; pixel < size; pixel++) {
    let [least, most] = [255, 0]
    for (let channel = 0; channel < channels; channel++) {
      const value = data[channel * size + pixel]!
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    if (most > 64 && least < 191) between++
  }
  if (between <= greyShare * size) return null
  const [grey, bright] = [between, knownCount(known)].map((count) => `${Math.round((100 * count) / size)} %`)
  return `the mask is not black and white (${grey} of its pixels are grey or coloured): those brighter than half, ${bright}, are taken as known`
}

function knownCount(known: ArrayLike<number>): number {
  return Array.from(known).reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0)
}

function remarkOnAlpha({ alpha }: Pick<ImageMetadata, 'alpha'>): string | null {
  if (alpha === null || alpha.every((value) => value === alpha[0])) return null
  return 'the mask is transparent in places, which is ignored: its white pixels are the known ones, whatever their opacity'
}

function remarkOnKnown({ known, width, height }: Mask): string | null {
  const count = knownCount(known)
  if (count === known.length) return 'the mask is white everywhere: every pixel is known, nothing was inpainted'
  if (count === 0 || 2 * count >= known.length || !isSolid(known, width, height)) return null
  const share = Math.round((100 * count) / known.length)
  return `only ${share} % of the pixels are known, in solid areas: if white marks what is missing in this mask, invert it`
}

/** Whether nearly all known pixels have known neighbours only. */
function isSolid(known: ArrayLike<number>, width: number, height: number): boolean {
  let count = 0
  let inside = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x
      if (known[pixel] === 0) continue
      count++
      const beside = [
        x > 0 ? pixel - 1 : pixel,
        x + 1 < width ? pixel + 1 : pixel,
        y > 0 ? pixel - width : pixel,
        y + 1 < height ? pixel + width : pixel,
      ]
      if (beside.every((neighbour) => known[neighbour] !== 0)) inside++
    }
  }
  return inside >= solidShare * count
}
