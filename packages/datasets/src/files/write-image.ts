import type { Image } from '@numeural/core'
import { type EncodeImageOptions, encodeImage } from './encode-image.js'
import { imageFormatOf } from './image-format.js'
import { writeAtomically } from './write-atomically.js'

/**
 * Writes an image in the format that the ending of the path names, like the original in bit depth,
 * alpha and colour profile if `like` is given.
 *
 * Values are rounded half up and clipped to [0, 255] here and nowhere else.
 * The file is written beside and renamed, so that a failure leaves what was there.
 *
 * @param image Grey or RGB, values in [0, 255].
 * @param path Ends in .png, .jpg, .jpeg, .webp, .tif or .tiff.
 * @throws what {@link encodeImage} throws; ParameterError `IMAGE_FORMAT` for another ending;
 *   the error of Node if the disk refuses.
 */
export async function writeImage(image: Image, path: string, options: EncodeImageOptions = {}): Promise<void> {
  await writeAtomically(path, await encodeImage(image, imageFormatOf(path), options))
}
