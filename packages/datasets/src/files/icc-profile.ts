import { crc32, deflateSync } from 'node:zlib'

/** Whether a profile describes images with this many channels, by its header (ICC.1 sec. 7.2.6, bytes 16 to 19). */
export function profileFits(profile: Uint8Array, channels: number): boolean {
  if (profile.length < 128) return false
  const space = String.fromCharCode(...profile.subarray(16, 20))
  return space === (channels === 1 ? 'GRAY' : 'RGB ')
}

/**
 * A PNG with a profile put into it, pixels untouched:
 * sharp can only convert pixels to a profile it embeds, never tag them.
 * The chunk iCCP stands right after IHDR (PNG spec. 11.3.2.3), which ends 33 bytes into every PNG.
 */
export function pngWithProfile(png: Uint8Array, profile: Uint8Array): Buffer {
  const afterHeader = 33
  const body = Buffer.concat([Buffer.from('iCCP'), Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length - 4)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([png.subarray(0, afterHeader), length, body, checksum, png.subarray(afterHeader)])
}
