import type { Image } from '@numeural/core'
import { requireKnown } from '@numeural/errors'
import type { Metadata, Sharp } from 'sharp'
import { requireInteger } from '../check-options.js'
import { greyOf } from '../images/grey-of.js'
import { profileFits, uprightExif } from './embedded-metadata.js'
import type { ImageFile } from './image-file.js'
import { isImageFormat } from './image-format.js'
import { loadSharp } from './load-sharp.js'
import { inputFileError, readBytes } from './read-bytes.js'

/** Options of {@link readImage}. */
export interface ReadImageOptions {
  /** Give the grey image of a colour image ({@link greyOf}). Default false. */
  readonly grey?: boolean
  /** More pixels than this are refused before any is decoded. Default 100 million. */
  readonly pixelLimit?: number
}

const allowedFiles = 'a PNG, JPEG, WebP or TIFF image, grey or RGB, 8 or 16 bit, one page'

/**
 * Reads an image file: PNG, JPEG, WebP or TIFF, grey or RGB, with or without alpha, 8 or 16 bit.
 *
 * Values lie in [0, 255] whatever the bit depth; the EXIF orientation is applied;
 * a colour profile and EXIF data are handed on, the profile not applied;
 * alpha is kept aside in the metadata. Palette images become RGB, and 1, 2 and 4 bit images 8 bit.
 *
 * @param input Path of a file, or its bytes.
 * @throws InputFileError naming the file and what is allowed:
 *   `INPUT_MISSING`, `INPUT_DIRECTORY`, `INPUT_UNREADABLE`, `INPUT_EMPTY`,
 * `INPUT_FORMAT` (no image, or of another format), `INPUT_DAMAGED` (truncated), `INPUT_TOO_LARGE`,
 * `INPUT_PAGES` (animated or several pages), `INPUT_COLOUR` (CMYK, Lab, …), `INPUT_DEPTH` (32 bit, floating point);
 * NumeuralError `PACKAGE_MISSING` without sharp.
 */
export async function readImage(input: string | Uint8Array, options: ReadImageOptions = {}): Promise<ImageFile> {
  requireKnown({ owner: 'readImage', code: 'READ_OPTION' }, options, { grey: true, pixelLimit: true } satisfies Record<
    keyof ReadImageOptions,
    true
  >)
  const pixelLimit = requireInteger('readImage', 'pixelLimit', options.pixelLimit ?? 100_000_000, 1, 2 ** 29)
  const sharp = await loadSharp()
  const { bytes, label } = await readBytes(input, allowedFiles)
  const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: false, ignoreIcc: true })
  const header = await open()
    .metadata()
    .catch((cause: unknown) => {
      throw inputFileError('INPUT_FORMAT', label, 'is no image that can be read', allowedFiles, cause)
    })
  const { format, bitDepth, isGrey } = acceptedHeader(header, label, pixelLimit)
  const pixels = await decode(open(), bitDepth, label)
  const { image, alpha } = planarImage(pixels, isGrey, bitDepth)
  const grey = options.grey === true ? greyOf(image) : image
  const channels = grey.channels as 1 | 3
  const icc = header.icc !== undefined && profileFits(header.icc, channels) ? new Uint8Array(header.icc) : null
  const exif = header.exif === undefined ? null : uprightExif(header.exif)
  const dropped = (['XMP', 'IPTC'] as const).filter((kind) => header[kind === 'XMP' ? 'xmp' : 'iptc'] !== undefined)
  return { image: grey, metadata: { format, bitDepth, channels, alpha, icc, exif, dropped } }
}

function acceptedHeader(header: Metadata, label: string, pixelLimit: number) {
  const { format, width, height, pages = 1, space, depth } = header
  const refuse = (code: string, problem: string) => inputFileError(code, label, problem, allowedFiles)
  if (!isImageFormat(format)) throw refuse('INPUT_FORMAT', `is ${format}`)
  if (pages > 1) throw refuse('INPUT_PAGES', `has ${pages} pages or frames`)
  if (width * height > pixelLimit) {
    throw inputFileError('INPUT_TOO_LARGE', label, `has ${width} × ${height} pixels`, `at most ${pixelLimit} pixels`)
  }
  if (!['srgb', 'rgb', 'b-w', 'rgb16', 'grey16'].includes(space)) throw refuse('INPUT_COLOUR', `is in ${space}`)
  const colours = header.channels - (header.hasAlpha ? 1 : 0)
  if (colours !== 1 && colours !== 3) throw refuse('INPUT_COLOUR', `has ${colours} colour channels`)
  if (depth !== 'uchar' && depth !== 'ushort') throw refuse('INPUT_DEPTH', `has samples of type ${depth}`)
  return { format, bitDepth: depth === 'ushort' ? 16 : 8, isGrey: colours === 1 } as const
}

interface Pixels {
  /** Red, green and blue interleaved, then alpha if there is one. */
  readonly samples: Uint8Array | Uint16Array
  readonly width: number
  readonly height: number
  readonly channels: number
}

async function decode(source: Sharp, bitDepth: 8 | 16, label: string): Promise<Pixels> {
  // Sharp turns 16 bit into 8 unless told otherwise. Grey becomes three equal channels:
  // its raw output of 8-bit grey would lose alpha.
  const space = bitDepth === 16 ? 'rgb16' : 'srgb'
  try {
    const { data, info } = await source
      .autoOrient()
      .toColourspace(space)
      .raw({ depth: bitDepth === 16 ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const samples =
      bitDepth === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : new Uint8Array(data)
    return { samples, width: info.width, height: info.height, channels: info.channels }
  } catch (cause) {
    const reason = (cause as Error).message.split('\n')[0]
    throw inputFileError('INPUT_DAMAGED', label, `is damaged or cut off (${reason})`, allowedFiles, cause)
  }
}

/** Interleaved samples as planar values (one channel for grey) in [0, 255], alpha set aside in its own units. */
function planarImage(
  pixels: Pixels,
  isGrey: boolean,
  bitDepth: 8 | 16,
): { image: Image; alpha: Uint8Array | Uint16Array | null } {
  const { samples, width, height, channels: stored } = pixels
  const channels = isGrey ? 1 : 3
  const size = width * height
  const data = new Float32Array(size * channels)
  const unit = bitDepth === 16 ? 257 : 1
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < size; i++) data[channel * size + i] = samples[i * stored + channel]! / unit
  }
  const image = { data, width, height, channels }
  if (stored === 3) return { image, alpha: null }
  const alpha = bitDepth === 16 ? new Uint16Array(size) : new Uint8Array(size)
  for (let i = 0; i < size; i++) alpha[i] = samples[i * stored + 3]!
  return { image, alpha }
}
