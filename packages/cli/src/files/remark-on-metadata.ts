import type { ImageMetadata } from '@numeural/datasets/node'

/** What a file says of itself that its result will not say; null if nothing is lost. */
export function remarkOnMetadata({ dropped, exif }: ImageMetadata, output: string): string | null {
  const isTiff = /\.tiff?$/i.test(output)
  const lost = [...dropped, ...(isTiff && exif !== null ? ['EXIF'] : [])]
  if (lost.length === 0) return null
  const why = lost.includes('EXIF') ? '; EXIF data are kept in PNG, JPEG and WebP' : ''
  return `${lost.join(' and ')} data of the input are not written to ${output}${why}`
}
