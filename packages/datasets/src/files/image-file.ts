import type { Image } from '@numeural/core'
import type { ImageFormat } from './image-format.js'

/**
 * What an image file holds besides its pixels;
 * it travels with the image so that the result can be written like the original.
 */
export interface ImageMetadata {
  readonly format: ImageFormat
  /** Bits per channel in the file; the values of the image lie in [0, 255] whatever it is. */
  readonly bitDepth: 8 | 16
  /** Channels of the image, alpha not counted: 1 (grey) or 3 (RGB). */
  readonly channels: 1 | 3
  /** Opacity of every pixel in the units of the file, row after row; null if the image has none. */
  readonly alpha: Uint8Array | Uint16Array | null
  /** The embedded ICC colour profile; null if there is none. The pixels are as stored, not converted by it. */
  readonly icc: Uint8Array | null
  /** EXIF data such as artist, date and place, of the upright picture; null if there are none. */
  readonly exif: Uint8Array | null
  /** What else the file says of itself that is not handed on. */
  readonly dropped: readonly ('XMP' | 'IPTC')[]
}

/** An image as it comes from a file. */
export interface ImageFile {
  readonly image: Image
  readonly metadata: ImageMetadata
}
