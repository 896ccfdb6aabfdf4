import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Image } from '@numeural/core'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { encodeImage } from './encode-image.js'
import type { ImageMetadata } from './image-file.js'
import { handMadePng } from './png.fixtures.js'
import { readImage } from './read-image.js'
import { temporaryFolder } from './temporary-folder.fixtures.js'
import { writeImage } from './write-image.js'

const folder = temporaryFolder()
const plain: ImageMetadata = {
  format: 'png',
  bitDepth: 8,
  channels: 1,
  alpha: null,
  icc: null,
  exif: null,
  dropped: [],
}

function grey(...values: number[]): Image {
  return { data: Float32Array.from(values), width: values.length, height: 1, channels: 1 }
}

/** The profile that libvips itself embeds for a colour space. */
async function profileOf(name: 'srgb' | 'p3'): Promise<Buffer> {
  const pixel = { create: { width: 1, height: 1, channels: 3, background: 'red' } } as const
  return (await sharp(await sharp(pixel).withIccProfile(name).png().toBuffer()).metadata()).icc!
}

describe('writeImage', () => {
  it.each([
    ['png', 8, 0],
    ['png', 8, 6],
    ['png', 16, 2],
    ['png', 16, 4],
    ['tiff', 8, 2],
    ['tiff', 8, 4],
    ['tiff', 16, 0],
    ['tiff', 16, 6],
  ] as const)('brings an image back as it was: %s, %i bit, colour type %i', async (format, bitDepth, colourType) => {
    const stored = { 0: 1, 2: 3, 4: 2, 6: 4 }[colourType]
    const samples = Array.from({ length: 12 * stored }, (_, i) => (i * 7919 + 3) % 2 ** bitDepth)
    const read = await readImage(handMadePng({ width: 4, height: 3, bitDepth, colourType, samples }))
    expect(read.metadata.alpha?.length ?? 0).toBe(colourType >= 4 ? 12 : 0)
    const path = join(folder, `back-${bitDepth}-${colourType}.${format}`)
    await writeImage(read.image, path, { like: read.metadata })
    expect(await readImage(path)).toEqual({ image: read.image, metadata: { ...read.metadata, format } })
  })

  it('rounds half up and clips', async () => {
    const image = grey(-3, -0.5, 0.49, 0.5, 1.5, 254.5, 255.4, 300)
    const { image: read } = await readImage(await encodeImage(image, 'png'))
    expect([...read.data]).toEqual([0, 0, 0, 1, 2, 255, 255, 255])
    const { image: fine } = await readImage(await encodeImage(grey(-1, 128.5, 1 / 257, 256), 'png', { bitDepth: 16 }))
    expect([...fine.data].map((value) => Math.round(value * 257))).toEqual([0, 33025, 1, 65535])
  })

  it('writes lossless WebP, JPEG within a grey value or two, and 8 bit where a format has no 16', async () => {
    const image = grey(...Array.from({ length: 64 }, (_, i) => 4 * i))
    const webp = await readImage(await encodeImage(image, 'webp', { like: { ...plain, bitDepth: 16 } }))
    expect(webp.metadata).toMatchObject({ bitDepth: 8, channels: 3 })
    expect(webp.image.data.slice(0, 64)).toEqual(image.data)
    const jpeg = await readImage(await encodeImage(image, 'jpeg'))
    expect(jpeg.metadata).toMatchObject({ channels: 1, bitDepth: 8 })
    // A ramp has no detail that quality 95 would take away; its quantisation steps are 1 to 3.
    expect(Math.max(...jpeg.image.data.map((value, i) => Math.abs(value - image.data[i]!)))).toBeLessThanOrEqual(3)
    const small = await encodeImage(image, 'jpeg', { quality: 10 })
    expect(small.length).toBeLessThan((await encodeImage(image, 'jpeg')).length)
  })

  it.each(['png', 'jpeg', 'webp', 'tiff'] as const)(
    'keeps the colour profile, pixels untouched: %s',
    async (format) => {
      const icc = new Uint8Array(await profileOf('p3'))
      const data = Float32Array.from({ length: 3 * 64 }, (_, i) => (i < 64 ? 200 : 30))
      const image = { data, width: 8, height: 8, channels: 3 }
      const read = await readImage(await encodeImage(image, format, { like: { ...plain, channels: 3, icc } }))
      expect(read.metadata.icc).toEqual(icc)
      const tolerance = format === 'jpeg' ? 2 : 0
      expect(Math.max(...read.image.data.map((value, i) => Math.abs(value - data[i]!)))).toBeLessThanOrEqual(tolerance)
      const readInGrey = await readImage(await encodeImage(image, format, { like: { ...plain, channels: 3, icc } }), {
        grey: true,
      })
      expect(readInGrey.metadata).toMatchObject({ channels: 1, icc: null })
      const inGrey = await readImage(await encodeImage(grey(1, 2), format, { like: { ...plain, icc } }))
      expect(inGrey.metadata.icc).toBeNull()
    },
  )

  it.each(['png', 'jpeg', 'webp'] as const)('keeps EXIF data of the upright picture: %s', async (format) => {
    const create = { width: 4, height: 2, channels: 3, background: 'red' } as const
    const about = { IFD0: { Artist: 'Ann' }, IFD2: { DateTimeOriginal: '2020:01:02 03:04:05' } }
    const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } }
    const original = sharp({ create })
      .jpeg()
      .withExif({ ...about, ...place })
      .withMetadata({ orientation: 6 })
    const { image, metadata } = await readImage(await original.toBuffer())
    expect([image.width, image.height]).toEqual([2, 4])
    const written = await encodeImage(image, format, { like: metadata })
    const header = await sharp(written).metadata()
    expect([header.width, header.height, header.orientation]).toEqual([2, 4, 1])
    const text = header.exif!.toString('latin1')
    for (const part of ['Ann', '2020:01:02 03:04:05', 'N\0']) expect(text).toContain(part)
    expect((await readImage(written)).metadata.exif).not.toBeNull()
  })

  it('keeps the profile at 16 bit', async () => {
    const icc = new Uint8Array(await profileOf('p3'))
    const image = { data: Float32Array.of(0.25, 200.125, 77.7), width: 1, height: 1, channels: 3 }
    for (const format of ['png', 'tiff'] as const) {
      const read = await readImage(await encodeImage(image, format, { like: { ...plain, bitDepth: 16, icc } }))
      expect(read.metadata).toMatchObject({ bitDepth: 16, icc })
      // Half a step of 16 bit.
      for (const [i, value] of image.data.entries())
        expect(Math.abs(read.image.data[i]! - value)).toBeLessThan(0.51 / 257)
    }
  })

  it('rescales alpha between bit depths and drops it for JPEG only where it is opaque', async () => {
    const image = grey(1, 2)
    const half = { ...plain, alpha: Uint8Array.of(128, 255) }
    const wide = await readImage(await encodeImage(image, 'png', { like: half, bitDepth: 16 }))
    expect([...wide.metadata.alpha!]).toEqual([128 * 257, 65535])
    const narrow = await readImage(await encodeImage(image, 'png', { like: wide.metadata, bitDepth: 8 }))
    expect([...narrow.metadata.alpha!]).toEqual([128, 255])
    await expect(encodeImage(image, 'jpeg', { like: half })).rejects.toMatchObject({ code: 'IMAGE_ALPHA' })
    const opaque = { ...plain, alpha: Uint8Array.of(255, 255) }
    expect((await readImage(await encodeImage(image, 'jpeg', { like: opaque }))).metadata.alpha).toBeNull()
    await expect(encodeImage(grey(1, 2, 3), 'png', { like: half })).rejects.toMatchObject({ name: 'ShapeError' })
  })

  it('refuses what cannot be written', async () => {
    const cases: [() => Promise<unknown>, string][] = [
      [() => writeImage(grey(1), join(folder, 'a.bmp')), 'the ending .bmp'],
      [() => writeImage(grey(1), join(folder, 'a')), 'no ending'],
      [() => encodeImage(grey(1), 'gif' as 'png'), 'gif is not one of png, jpeg, webp, tiff'],
      [() => encodeImage(grey(1), 'jpeg', { bitDepth: 16 }), 'jpeg has 8 bits'],
      [() => encodeImage(grey(1), 'png', { bitDepth: 12 as 8 }), 'png has 8 or 16 bits'],
      [() => encodeImage(grey(1), 'jpeg', { quality: 0 }), 'quality is 0'],
      [() => encodeImage(grey(1, Number.NaN), 'png'), 'NaN at x = 1'],
      [() => encodeImage(grey(Number.POSITIVE_INFINITY), 'png'), 'is Infinity'],
      [() => encodeImage({ ...grey(1, 2), width: 3 }, 'png'), 'has 2 values'],
      [() => encodeImage({ ...grey(1, 2), width: 1, channels: 2 }, 'png'), '2 channels cannot be written'],
      [() => encodeImage(grey(), 'png'), 'is 0×1'],
    ]
    for (const [work, message] of cases) await expect(work(), message).rejects.toThrow(message)
  })

  it('leaves the old file and nothing else when it fails', async () => {
    const place = join(folder, 'atomic')
    mkdirSync(place)
    const path = join(place, 'old.png')
    writeFileSync(path, 'old')
    await expect(writeImage(grey(Number.NaN), path)).rejects.toThrow('NaN')
    expect(readFileSync(path, 'utf8')).toBe('old')
    mkdirSync(join(place, 'folder.png'))
    await expect(writeImage(grey(1), join(place, 'folder.png'))).rejects.toThrow('EISDIR')
    await expect(writeImage(grey(1), join(place, 'nowhere', 'a.png'))).rejects.toThrow('ENOENT')
    expect(readdirSync(place).sort()).toEqual(['folder.png', 'old.png'])
    symlinkSync('old.png', join(place, 'link.png'))
    await writeImage(grey(5), join(place, 'link.png'))
    symlinkSync('later.png', join(place, 'dangling.png'))
    await writeImage(grey(5), join(place, 'dangling.png'))
    expect([...(await readImage(path)).image.data]).toEqual([5])
    expect(readdirSync(place).sort()).toEqual(['dangling.png', 'folder.png', 'later.png', 'link.png', 'old.png'])
    expect(statSync(path).isFile()).toBe(true)
  })
})
