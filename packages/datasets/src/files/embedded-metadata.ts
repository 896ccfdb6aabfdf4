import { crc32, deflateSync } from 'node:zlib'

/** Whether a profile describes images with this many channels, by its header (ICC.1 sec. 7.2.6, bytes 16 to 19). */
export function profileFits(profile: Uint8Array, channels: number): boolean {
  if (profile.length < 128) return false
  const space = String.fromCharCode(...profile.subarray(16, 20))
  return space === (channels === 1 ? 'GRAY' : 'RGB ')
}

/** The tag of the orientation (EXIF 2.32, sec. 4.6.4), and an upright picture. */
const orientationTag = 0x0112
const upright = 1

/**
 * EXIF data whose picture is upright, as that is after reading: without the leading `Exif\0\0`, orientation 1,
 * everything else as it was. null for data that are none.
 */
export function uprightExif(exif: Uint8Array): Uint8Array | null {
  const hasPrefix = String.fromCharCode(...exif.subarray(0, 4)) === 'Exif'
  const tiff = exif.slice(hasPrefix ? 6 : 0)
  const order = String.fromCharCode(...tiff.subarray(0, 2))
  if ((order !== 'II' && order !== 'MM') || tiff.length < 14) return null
  const little = order === 'II'
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return null
  const entries = view.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + 12 * entry
    if (at + 12 > tiff.length) return null
    if (view.getUint16(at, little) === orientationTag) view.setUint16(at + 8, upright, little)
  }
  return tiff
}

/**
 * A PNG with a profile and EXIF data put into it, pixels untouched:
 * sharp can only convert pixels to a profile it embeds, never tag them, and takes EXIF data from files alone.
 * The chunks iCCP and eXIf stand right after IHDR (PNG spec. 11.3.2.3, 11.3.3.4), which ends 33 bytes into every PNG.
 */
export function pngWithMetadata(png: Uint8Array, icc: Uint8Array | null, exif: Uint8Array | null): Buffer {
  const afterHeader = 33
  const chunks = [
    ...(icc === null ? [] : [chunkOf('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(icc)]))]),
    ...(exif === null ? [] : [chunkOf('eXIf', exif)]),
  ]
  return Buffer.concat([png.subarray(0, afterHeader), ...chunks, png.subarray(afterHeader)])
}

function chunkOf(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
