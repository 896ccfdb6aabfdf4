import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Image } from '@numeural/core'
import { readImage, writeImage } from '@numeural/datasets/node'
import { beforeEach, describe, expect, it } from 'vitest'
import { freshFolder, run, runJson } from '../run-cli.fixtures.js'

const width = 24
const height = 20

/** A ramp with an edge. */
function picture(channels: 1 | 3): Image {
  const data = Float32Array.from({ length: width * height * channels }, (_, i) => {
    const x = i % width
    return (x < 11 ? 40 : 180) + 2 * x
  })
  return { data, width, height, channels }
}

let cwd: string
beforeEach(async () => {
  cwd = await freshFolder()
  await writeImage(picture(1), join(cwd, 'in.png'))
})

describe('numeural inpaint', { timeout: 60_000 }, () => {
  it('writes the image and the mask and tells the PSNR of a density', async () => {
    const result: Record<string, unknown> = await runJson(
      [
        'inpaint',
        'in.png',
        '-o',
        'out.png',
        '--density',
        '0.3',
        '--seed',
        '3',
        '--mask-out',
        'mask.png',
        '--backend',
        'reference',
      ],
      { cwd },
    )
    expect(result).toMatchObject({
      output: join(cwd, 'out.png'),
      shape: { width, height, channels: 1 },
      mask: { known: 144, density: 0.3 },
      operator: 'eed',
      solver: 'cg',
      parameters: { diffusivity: 'charbonnier', lambda: 0.93, sigma: 0.97 },
      backend: 'reference',
    })
    for (const key of ['iterations', 'residual', 'stopped', 'psnr', 'seconds']) expect(result).toHaveProperty(key)
    const mask = (await readImage(join(cwd, 'mask.png'))).image
    expect(mask.data.filter((value) => value === 255)).toHaveLength(144)
    const [before, after] = [await readImage(join(cwd, 'in.png')), await readImage(join(cwd, 'out.png'))]
    mask.data.forEach((known, pixel) => {
      if (known === 255) expect(after.image.data[pixel]).toBe(before.image.data[pixel])
    })
  })

  it('gives the same from its own mask, without a PSNR', async () => {
    const common = ['--operator', 'homogeneous', '--backend', 'reference']
    await runJson(['inpaint', 'in.png', '-o', 'a.png', '--density', '0.3', '--mask-out', 'mask.png', ...common], {
      cwd,
    })
    const result: Record<string, unknown> = await runJson(
      ['inpaint', 'in.png', '-o', 'b.png', '--mask', 'mask.png', ...common],
      { cwd },
    )
    expect(result.psnr).toBeNull()
    expect(await readFile(join(cwd, 'b.png'))).toEqual(await readFile(join(cwd, 'a.png')))
  })

  it('reads stdin, writes over its own input and keeps the colours', async () => {
    await writeImage(picture(3), join(cwd, 'colour.png'))
    const bytes = await readFile(join(cwd, 'colour.png'))
    const options = ['--density', '0.5', '--backend', 'reference', '--operator', 'homogeneous']
    expect(
      (await run(['inpaint', '-', '-o', 'piped.png', ...options], { cwd, stdin: Readable.from([bytes]) })).code,
    ).toBe(0)
    expect((await run(['inpaint', 'colour.png', '-o', 'colour.png', ...options], { cwd })).code).toBe(0)
    expect((await readImage(join(cwd, 'colour.png'))).metadata.channels).toBe(3)
    expect(await readFile(join(cwd, 'piped.png'))).toEqual(await readFile(join(cwd, 'colour.png')))
  })

  it('tells people what it chose and wrote, and nothing when quiet', async () => {
    const argv = ['inpaint', 'in.png', '-o', 'out.png', '--density', '0.5', '--backend', 'reference']
    const { stdout, stderr } = await run(argv, { cwd })
    expect(stderr).toBe('')
    for (const word of ['operator', 'eed', 'lambda = 0.93', 'PSNR', 'written: out.png']) expect(stdout).toContain(word)
    expect(await run([...argv, '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('says so if fewer threads run than were asked for', async () => {
    const argv = ['inpaint', 'in.png', '-o', 'out.png', '--density', '0.5', '--threads', '3', '--backend', 'reference']
    const { code, stderr } = await run(argv, { cwd })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^note: --threads 3: the backend reference runs on 1 thread\n$/)
  })

  it('takes wasm for auto', async () => {
    const argv = ['inpaint', 'in.png', '-o', 'out.png', '--density', '0.5', '--backend', 'auto']
    expect(await runJson(argv, { cwd })).toMatchObject({ backend: 'wasm' })
  })

  const failures: readonly (readonly [name: string, argv: string, code: 1 | 2, message: RegExp])[] = [
    ['neither mask nor density', 'in.png -o out.png', 2, /neither --mask nor --density: give one of them/],
    ['both', 'in.png -o out.png --mask in.png --density 0.2', 2, /--mask and --density: give one/],
    ['a missing file', 'none.png -o out.png --density 0.2', 1, /none\.png does not exist/],
    ['a missing mask', 'in.png -o out.png --mask none.png', 1, /none\.png does not exist/],
    ['a mask of another size', 'in.png -o out.png --mask small.png', 2, /mask is 6×4.*image is 24×20/],
    ['a black mask', 'in.png -o out.png --mask black.png', 2, /no known pixel/],
    ['a truncated PNG', 'cut.png -o out.png --density 0.2', 1, /cut\.png .*(damaged|cut off)/],
    ['text for an image', 'text.png -o out.png --density 0.2', 1, /text\.png is no image/],
    ['an empty file', 'empty.png -o out.png --density 0.2', 1, /empty\.png is empty/],
    ['a folder for an image', 'folder -o out.png --density 0.2', 1, /folder is a directory/],
    ['signals', 'signals.csv -o out.png --density 0.2', 2, /give an image/],
    [
      'no folder for the output',
      'in.png -o none/out.png --density 0.2',
      1,
      /there is no folder .*none; create it first/,
    ],
    ['a folder as the output', 'in.png -o folder.png --density 0.2', 2, /this is a folder/],
    ['an output of another kind', 'in.png -o out.bmp --density 0.2', 2, /name a file that ends in \.png/],
    ['an unfit tolerance', 'in.png -o out.png --density 0.2 --tolerance 2', 2, /tolerance is 2/],
    ['a GPU', 'in.png -o out.png --density 0.2 --backend gpu', 1, /No graphics processor.*reference.*gpu:webasm/],
    [
      'float32',
      'in.png -o out.png --density 0.2 --backend gpu:cpu --quiet',
      2,
      /^numeural: Inpainting computes in float64, which gpu:[a-z]+ does not have.*--backend wasm/m,
    ],
  ]

  it.each(failures)('refuses %s', async (_, argv, code, message) => {
    await writeFile(join(cwd, 'text.png'), 'no image at all')
    await writeFile(join(cwd, 'empty.png'), '')
    await writeFile(join(cwd, 'signals.csv'), '1,2,3\n')
    const whole = await readFile(join(cwd, 'in.png'))
    await writeFile(join(cwd, 'cut.png'), whole.subarray(0, whole.length - 20))
    await writeImage({ data: new Float32Array(24), width: 6, height: 4, channels: 1 }, join(cwd, 'small.png'))
    await writeImage({ ...picture(1), data: new Float32Array(width * height) }, join(cwd, 'black.png'))
    await mkdir(join(cwd, 'folder'))
    await mkdir(join(cwd, 'folder.png'))
    const before = (await readdir(cwd)).sort()
    const { stdout, stderr, ...result } = await run(
      ['inpaint', ...argv.split(' '), ...(argv.includes('gpu') ? [] : ['--backend', 'reference'])],
      { cwd },
    )
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^numeural: [^\n]+\n$/)
    expect(result.code).toBe(code)
    expect(stdout).toBe('')
    expect((await readdir(cwd)).sort()).toEqual(before)
  })

  it('stops when interrupted', async () => {
    const interruption = new AbortController()
    interruption.abort()
    const { code, stderr } = await run(
      ['inpaint', 'in.png', '-o', 'out.png', '--density', '0.2', '--backend', 'reference'],
      {
        cwd,
        signal: interruption.signal,
      },
    )
    expect([code, stderr]).toEqual([130, 'numeural: interrupted\n'])
  })
})
