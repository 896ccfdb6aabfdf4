import { checkImage, type Image } from '@numeural/core'
import { ParameterError, ShapeError } from '@numeural/errors'
import type { Sharp } from 'sharp'
import { requireInteger } from '../check-options.js'
import { pngWithMetadata, profileFits } from './embedded-metadata.js'
import type { ImageMetadata } from './image-file.js'
import { type ImageFormat, imageFormats, isImageFormat } from './image-format.js'
import { interleavedSamples } from './interleaved-samples.js'
import { loadSharp } from './load-sharp.js'

/** Options of {@link encodeImage} and `writeImage`. */
export interface EncodeImageOptions {
  /**
   * Metadata of the original: its bit depth (where the format has it), alpha, colour profile and EXIF data (not in
   * TIFF) are kept.
   */
  readonly like?: ImageMetadata
  /** Bits per channel. Default: that of `like`, else 8; formats without 16 bit write 8. */
  readonly bitDepth?: 8 | 16
  /** From 1 to 100. JPEG: default 95. WebP: lossless unless given. PNG and TIFF are lossless always. */
  readonly quality?: number
}

/**
 * The bytes of an image file. Values are rounded half up and clipped to [0, 255].
 *
 * A profile is kept only if it fits the channels (grey or RGB). WebP has no grey:
 * grey images come back with three equal channels.
 *
 * @throws ShapeError for data that do not fit, or alpha of another size;
 *   ParameterError for a format, bit depth or quality that is not allowed,
 * values that are not finite, or alpha that is not opaque in a JPEG; NumeuralError `PACKAGE_MISSING` without sharp.
 */
export async function encodeImage(
  image: Image,
  format: ImageFormat,
  options: EncodeImageOptions = {},
): Promise<Uint8Array> {
  requireWritable(image, format)
  const bitDepth = bitDepthFor(format, options)
  const alpha = alphaFor(image, format, options.like)
  if (options.quality !== undefined) requireInteger('encodeImage', 'quality', options.quality, 1, 100)
  const sharp = await loadSharp()
  const samples = interleavedSamples(image, alpha, options.like?.bitDepth ?? 8, bitDepth)
  const channels = (image.channels + (alpha === null ? 0 : 1)) as 1 | 2 | 3 | 4
  const raw = sharp(samples, { raw: { width: image.width, height: image.height, channels }, limitInputPixels: false })
  const space = bitDepth === 16 ? (image.channels === 1 ? 'grey16' : 'rgb16') : image.channels === 1 ? 'b-w' : 'srgb'
  const pixels = raw.toColourspace(space)
  const { icc: given = null, exif = null } = options.like ?? {}
  const icc = given !== null && profileFits(given, image.channels) ? given : null
  if (icc === null && exif === null) return await encode(pixels, format, options.quality)
  const fast = format === 'png' ? undefined : { compressionLevel: 1 }
  const tagged = pngWithMetadata(await pixels.png(fast).toBuffer(), icc, exif)
  if (format === 'png') return tagged
  const source = sharp(tagged, { limitInputPixels: false }).keepIccProfile().keepExif().toColourspace(space)
  return await encode(source, format, options.quality)
}

function encode(source: Sharp, format: ImageFormat, quality: number | undefined): Promise<Buffer> {
  if (format === 'png') return source.png().toBuffer()
  if (format === 'tiff') return source.tiff({ compression: 'deflate', predictor: 'horizontal' }).toBuffer()
  if (format === 'jpeg') return source.jpeg({ quality: quality ?? 95, chromaSubsampling: '4:4:4' }).toBuffer()
  return source.webp(quality === undefined ? { lossless: true, exact: true } : { quality }).toBuffer()
}

function requireWritable(image: Image, format: ImageFormat): void {
  if (!isImageFormat(format)) {
    const allowed = Object.keys(imageFormats)
    throw new ParameterError(`The image format ${String(format)} is not one of ${allowed.join(', ')}.`, {
      code: 'IMAGE_FORMAT',
      given: format,
      allowed,
    })
  }
  checkImage(image)
  if (image.channels === 1 || image.channels === 3) return
  throw new ShapeError(`An image with ${image.channels} channels cannot be written; it needs 1 (grey) or 3 (RGB).`, {
    code: 'SHAPE_MISMATCH',
    given: image.channels,
    allowed: '1 or 3 channels',
  })
}

function bitDepthFor(format: ImageFormat, { like, bitDepth }: EncodeImageOptions): 8 | 16 {
  const { bitDepths } = imageFormats[format]
  const wanted = bitDepth ?? like?.bitDepth ?? 8
  if (bitDepths.includes(wanted)) return wanted
  if (bitDepth === undefined) return 8
  throw new ParameterError(`The bitDepth is ${bitDepth}; ${format} has ${bitDepths.join(' or ')} bits per channel.`, {
    code: 'PARAMETER_RANGE',
    given: bitDepth,
    allowed: bitDepths.map(String),
    ...(bitDepth === 16 ? { hint: 'Write a .png or .tiff for 16 bit.' } : {}),
  })
}

function alphaFor(image: Image, format: ImageFormat, like: ImageMetadata | undefined): ImageMetadata['alpha'] {
  const alpha = like?.alpha ?? null
  if (alpha === null) return null
  if (alpha.length !== image.width * image.height) {
    throw new ShapeError(
      `The alpha of the original has ${alpha.length} pixels, the image ${image.width * image.height}.`,
      {
        code: 'SHAPE_MISMATCH',
        given: alpha.length,
        allowed: 'an image of the size of the original',
        hint: 'Give `like` with alpha: null.',
      },
    )
  }
  if (imageFormats[format].alpha) return alpha
  const opaque = like?.bitDepth === 16 ? 65535 : 255
  if (alpha.every((value) => value === opaque)) return null
  throw new ParameterError(`The image has transparent pixels, which ${format} cannot hold.`, {
    code: 'IMAGE_ALPHA',
    given: format,
    allowed: Object.keys(imageFormats).filter((name) => isImageFormat(name) && imageFormats[name].alpha),
    hint: 'Write a .png, .webp or .tiff, or give `like` with alpha: null to drop the transparency.',
  })
}
