import { extname } from 'node:path'
import { ParameterError } from '@numeural/errors'

/** The image file formats that are read and written. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'tiff'

/** What a format can hold. */
interface FormatAbilities {
  readonly extensions: readonly string[]
  /** Bits per channel. */
  readonly bitDepths: readonly (8 | 16)[]
  readonly alpha: boolean
}

/** Every format with what it can hold. */
export const imageFormats: Readonly<Record<ImageFormat, FormatAbilities>> = {
  png: { extensions: ['.png'], bitDepths: [8, 16], alpha: true },
  jpeg: { extensions: ['.jpg', '.jpeg'], bitDepths: [8], alpha: false },
  webp: { extensions: ['.webp'], bitDepths: [8], alpha: true },
  tiff: { extensions: ['.tif', '.tiff'], bitDepths: [8, 16], alpha: true },
}

/** Whether a text names a format that is read and written. */
export function isImageFormat(text: string | undefined): text is ImageFormat {
  return text !== undefined && Object.hasOwn(imageFormats, text)
}

/**
 * The format that the ending of a path stands for, whatever its case.
 *
 * @throws ParameterError with code `IMAGE_FORMAT` for any other ending.
 */
export function imageFormatOf(path: string): ImageFormat {
  const extension = extname(path).toLowerCase()
  for (const [format, { extensions }] of Object.entries(imageFormats)) {
    if (extensions.includes(extension)) return format as ImageFormat
  }
  const allowed = Object.values(imageFormats).flatMap(({ extensions }) => extensions)
  throw new ParameterError(
    `${path} has ${extension === '' ? 'no ending' : `the ending ${extension}`}; an image ends in ${allowed.join(', ')}.`,
    { code: 'IMAGE_FORMAT', given: path, allowed },
  )
}
