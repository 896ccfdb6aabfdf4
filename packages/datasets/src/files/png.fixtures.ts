import { crc32, deflateSync } from 'node:zlib'

/** What a PNG for a test holds. */
export interface PngContent {
  readonly width: number
  readonly height: number
  readonly bitDepth: 8 | 16
  /** 0 grey, 2 RGB, 4 grey and alpha, 6 RGB and alpha. */
  readonly colourType: 0 | 2 | 4 | 6
  /** Interleaved, row after row. */
  readonly samples: readonly number[]
}

/**
 * A PNG written by hand after the specification, so that reading is tested against something other than the
 * library that reads.
 */
export function handMadePng({ width, height, bitDepth, colourType, samples }: PngContent): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bitDepth, colourType], 8)
  const stored = samples.length / height
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + (stored * bitDepth) / 8)
    for (const [i, value] of samples.slice(y * stored, (y + 1) * stored).entries()) {
      if (bitDepth === 16) row.writeUInt16BE(value, 1 + 2 * i)
      else row.writeUInt8(value, 1 + i)
    }
    return row
  })
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
