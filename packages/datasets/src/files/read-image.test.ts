import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { handMadePng } from './png.fixtures.js'
import { readImage } from './read-image.js'
import { temporaryFolder } from './temporary-folder.fixtures.js'

const folder = temporaryFolder()

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const rgb8 = { width: 2, height: 2, bitDepth: 8, colourType: 2 } as const

describe('readImage', () => {
  it('reads RGB of 8 bit as planar values', async () => {
    const png = handMadePng({ ...rgb8, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9, 253, 254, 255] })
    const { image, metadata } = await readImage(file('rgb8.png', png))
    expect(image).toEqual({
      data: Float32Array.of(1, 4, 7, 253, 2, 5, 8, 254, 3, 6, 9, 255),
      width: 2,
      height: 2,
      channels: 3,
    })
    expect(metadata).toEqual({
      format: 'png',
      bitDepth: 8,
      channels: 3,
      alpha: null,
      icc: null,
      exif: null,
      dropped: [],
    })
  })

  it('reads grey of 16 bit as values in [0, 255], from bytes', async () => {
    const png = handMadePng({ width: 4, height: 1, bitDepth: 16, colourType: 0, samples: [0, 1, 32768, 65535] })
    const { image, metadata } = await readImage(png)
    expect(image).toEqual({ data: Float32Array.of(0, 1 / 257, 32768 / 257, 255), width: 4, height: 1, channels: 1 })
    expect(metadata).toMatchObject({ bitDepth: 16, channels: 1, alpha: null })
  })

  it.each([
    [8, 4, [10, 0, 20, 255], [10, 20], [0, 255]],
    [8, 6, [1, 2, 3, 0, 4, 5, 6, 7], [1, 4, 2, 5, 3, 6], [0, 7]],
    [16, 4, [257, 300, 514, 65535], [1, 2], [300, 65535]],
    [16, 6, [257, 514, 771, 0, 1028, 1285, 1542, 9], [1, 4, 2, 5, 3, 6], [0, 9]],
  ] as const)(
    'sets alpha aside untouched: %i bit, colour type %i',
    async (bitDepth, colourType, samples, data, alpha) => {
      const { image, metadata } = await readImage(handMadePng({ width: 2, height: 1, bitDepth, colourType, samples }))
      expect([...image.data]).toEqual(data)
      expect([...metadata.alpha!]).toEqual(alpha)
      expect(metadata.alpha!.BYTES_PER_ELEMENT).toBe(bitDepth / 8)
    },
  )

  it('gives the grey image on request', async () => {
    const png = handMadePng({ ...rgb8, samples: [255, 0, 0, 0, 255, 0, 0, 0, 255, 7, 7, 7] })
    const { image, metadata } = await readImage(png, { grey: true })
    expect(image.channels).toBe(1)
    expect(metadata.channels).toBe(1)
    // Rounding to float32 is all that parts them.
    for (const [i, value] of [0.299 * 255, 0.587 * 255, 0.114 * 255, 7].entries())
      expect(image.data[i]).toBeCloseTo(value, 4)
  })

  it('applies the EXIF orientation', async () => {
    const pixels = Uint8Array.of(10, 20, 30, 40, 50, 60)
    // Orientation 6: turn clockwise to show; the left column becomes the top row, from the bottom up.
    const turned = await sharp(pixels, { raw: { width: 3, height: 2, channels: 1 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer()
    const { image } = await readImage(turned)
    expect([image.width, image.height]).toEqual([2, 3])
    expect([...image.data.subarray(0, 6)]).toEqual([40, 10, 50, 20, 60, 30])
  })

  it.each(['jpeg', 'webp', 'tiff'] as const)('reads %s', async (format) => {
    const grey = { width: 8, height: 8, channels: 3, background: { r: 90, g: 90, b: 90 } } as const
    const { image, metadata } = await readImage(await sharp({ create: grey }).toFormat(format).toBuffer())
    expect(metadata).toMatchObject({ format, bitDepth: 8, channels: 3 })
    // A flat image survives lossy compression to within one grey value or two.
    expect(image.data.every((value) => Math.abs(value - 90) <= 2)).toBe(true)
  })

  it('refuses what is missing, empty, a directory or no image, naming the file', async () => {
    mkdirSync(join(folder, 'folder.png'))
    const cases = [
      [join(folder, 'missing.png'), 'INPUT_MISSING'],
      [join(folder, 'folder.png'), 'INPUT_DIRECTORY'],
      [file('empty.png', ''), 'INPUT_EMPTY'],
      [file('text.png', 'not an image at all'), 'INPUT_FORMAT'],
      [file('vector.png', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'INPUT_FORMAT'],
    ] as const
    for (const [path, code] of cases) {
      await expect(readImage(path), code).rejects.toMatchObject({ name: 'InputFileError', code, given: path })
      await expect(readImage(path), code).rejects.toThrow(path)
      // What is not there could have been anything.
      const what = code === 'INPUT_MISSING' ? 'does not exist.' : 'PNG, JPEG, WebP or TIFF'
      await expect(readImage(path), code).rejects.toThrow(what)
    }
    await expect(readImage(new Uint8Array(0))).rejects.toThrow('The input is empty')
  })

  it.each(['png', 'jpeg', 'webp', 'tiff'] as const)('refuses a %s that is cut off', async (format) => {
    const noise = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * i * 31) % 251)
    const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 1 } })
      .toFormat(format)
      .toBuffer()
    const cut = whole.subarray(0, Math.floor(whole.length / 2))
    const error = await readImage(file(`cut.${format}`, cut)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'InputFileError', code: expect.stringMatching('^INPUT_(DAMAGED|FORMAT)$') })
  })

  it('refuses a header that claims more pixels than the limit, before decoding any', async () => {
    const huge = handMadePng({ ...rgb8, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })
    huge.writeUInt32BE(60000, 16)
    huge.writeUInt32BE(60000, 20)
    const { crc32 } = await import('node:zlib')
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29)
    await expect(readImage(huge)).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' })
    const four = handMadePng({ ...rgb8, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })
    await expect(readImage(four, { pixelLimit: 3 })).rejects.toThrow('at most 3 pixels')
    expect((await readImage(four, { pixelLimit: 4 })).image.width).toBe(2)
    await expect(readImage(four, { pixelLimit: 0 })).rejects.toMatchObject({ name: 'ParameterError' })
  })

  it('refuses animations, CMYK, floating point and formats beyond the four', async () => {
    const frame = { create: { width: 2, height: 4, channels: 3, background: 'red' } } as const
    const twoColours = Uint8Array.from({ length: 24 }, (_, i) => (i < 12 ? 0 : 200))
    const animation = await sharp(twoColours, { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } })
      .webp({ lossless: true })
      .toBuffer()
    await expect(readImage(animation)).rejects.toMatchObject({ code: 'INPUT_PAGES' })
    const cmyk = await sharp(frame).toColourspace('cmyk').jpeg().toBuffer()
    await expect(readImage(cmyk)).rejects.toMatchObject({ code: 'INPUT_COLOUR' })
    const gif = await sharp(frame).gif().toBuffer()
    await expect(readImage(gif)).rejects.toThrow('is gif')
    await expect(readImage(floatTiff())).rejects.toMatchObject({ code: 'INPUT_DEPTH' })
  })
})

/** A TIFF of one floating-point pixel, after the TIFF 6.0 specification. */
function floatTiff(): Buffer {
  const entries = [
    [256, 3, 1],
    [257, 3, 1],
    [258, 3, 32],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 3, 1],
    [279, 4, 4],
    [339, 3, 3],
  ] as const
  const bytes = Buffer.alloc(12 + 2 + 12 * entries.length + 4)
  bytes.write('II*\0', 'latin1')
  bytes.writeUInt32LE(12, 4)
  bytes.writeFloatLE(0.5, 8)
  bytes.writeUInt16LE(entries.length, 12)
  for (const [i, [tag, type, value]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 14 + 12 * i)
    bytes.writeUInt16LE(type, 16 + 12 * i)
    bytes.writeUInt32LE(1, 18 + 12 * i)
    bytes.writeUInt32LE(value, 22 + 12 * i)
  }
  return bytes
}
