import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Image } from '@numeural/core'
import { piecewiseLinearSignals } from '@numeural/datasets'
import { readImage, readSignals, writeImage, writeSignals } from '@numeural/datasets/node'
import { beforeEach, describe, expect, it } from 'vitest'
import { freshFolder, run, runJson } from '../run-cli.fixtures.js'

const width = 48
const height = 40

/** A disc on a ramp, with other levels in every channel. */
function picture(channels: 1 | 3): Image {
  const data = Float32Array.from({ length: width * height * channels }, (_, i) => {
    const [x, y, channel] = [i % width, Math.floor(i / width) % height, Math.floor(i / (width * height))]
    return ((x - 24) ** 2 + (y - 20) ** 2 < 150 ? 190 - 20 * channel : 60 + 10 * channel) + x / 2
  })
  return { data, width, height, channels }
}

interface Result {
  readonly psnr: { readonly noisy: number; readonly denoised: number } | null
  readonly noiseEstimate: number
  readonly steps: number
  readonly tau: number
}

let cwd: string
beforeEach(async () => {
  cwd = await freshFolder()
  await writeImage(picture(1), join(cwd, 'grey.png'))
  await writeImage(picture(3), join(cwd, 'colour.png'))
  await writeSignals(piecewiseLinearSignals({ count: 20, length: 256, seed: 1 }), join(cwd, 'signals.csv'))
})

async function denoise(...argv: string[]): Promise<Result> {
  return (await runJson(['denoise', ...argv], { cwd })) as unknown as Result
}

describe('numeural denoise', { timeout: 60_000 }, () => {
  it.each(['grey.png', 'colour.png'])('gains on %s with the defaults, and tells what they were', async (file) => {
    const result = await denoise(file, '-o', 'out.png', '--noise', '20', '--seed', '1')
    const keys = 'output shape scheme activation parameters tau steps noiseEstimate psnr certificate backend seconds'
    expect(Object.keys(result).sort()).toEqual(keys.split(' ').sort())
    expect(result).toMatchObject({
      output: join(cwd, 'out.png'),
      shape: { width, height, channels: file === 'grey.png' ? 1 : 3 },
      scheme: 'fsi',
      activation: 'perona-malik',
      backend: 'wasm',
      certificate: { stable: true },
    })
    // σ = 20: 22.1 dB; the estimate counts the edge of the disc as noise.
    expect(result.psnr!.noisy).toBeCloseTo(22.1, 0)
    expect(result.psnr!.denoised).toBeGreaterThan(result.psnr!.noisy + 5)
    expect(Math.abs(result.noiseEstimate - 20)).toBeLessThan(5)
    expect((await readImage(join(cwd, 'out.png'))).image).toMatchObject({ width, height })
  })

  it('denoises signals, from a file and from stdin', async () => {
    const result = await denoise('signals.csv', '-o', 'out.json', '--noise', '10')
    expect(result).toMatchObject({ shape: { count: 20, length: 256 } })
    expect(result.psnr!.denoised).toBeGreaterThan(result.psnr!.noisy + 3)
    expect(await readSignals(join(cwd, 'out.json'))).toMatchObject({ count: 20, length: 256 })
    const stdin = Readable.from([await readFile(join(cwd, 'out.json'))])
    const piped = await run(['denoise', '-', '-o', 'again.csv'], { cwd, stdin })
    expect([piped.code, piped.stderr]).toEqual([0, ''])
    expect(await readSignals(join(cwd, 'again.csv'))).toMatchObject({ count: 20, length: 256 })
  })

  it('keeps 16 bit, and writes grey and over its input when told', async () => {
    const { metadata } = await readImage(join(cwd, 'colour.png'))
    await writeImage(picture(3), join(cwd, 'deep.png'), { like: { ...metadata, bitDepth: 16 } })
    await denoise('deep.png', '-o', 'deep.png')
    expect((await readImage(join(cwd, 'deep.png'))).metadata).toMatchObject({ bitDepth: 16, channels: 3 })
    await denoise('colour.png', '-o', 'colour.png', '--grey')
    expect((await readImage(join(cwd, 'colour.png'))).metadata).toMatchObject({ bitDepth: 8, channels: 1 })
  })

  it('does what it is told instead of the defaults, and repeats itself to the bit', async () => {
    const argv = ['grey.png', '--steps', '7', '--tau', '0.2', '--activation', 'charbonnier', '--parameter', 'lambda=4']
    const result = await denoise(...argv, '-o', 'a.png', '--noise', '10')
    expect(result).toMatchObject({ steps: 7, tau: 0.2, activation: 'charbonnier', parameters: { lambda: 4 } })
    await denoise(...argv, '-o', 'b.png', '--noise', '10')
    await denoise(...argv, '-o', 'c.png', '--noise', '10', '--seed', '1')
    expect(await readFile(join(cwd, 'b.png'))).toEqual(await readFile(join(cwd, 'a.png')))
    expect(await readFile(join(cwd, 'c.png'))).not.toEqual(await readFile(join(cwd, 'a.png')))
    expect((await denoise('grey.png', '-o', 'd.png', '--time', '2', '--tau', '0.25')).steps).toBe(8)
  })

  it('denoises by a trained model', async () => {
    const training = ['train', 'denoise', '--out', 'm', '--data', 'signals.csv', '--epochs', '20', '--blocks', '4']
    expect((await run(training, { cwd })).stderr).toBe('')
    const result = await denoise('signals.csv', '-o', 'out.csv', '--model', 'm', '--noise', '10')
    expect(result).toMatchObject({ steps: 4, activation: 'perona-malik', certificate: { stable: true } })
    expect(result.psnr!.denoised).toBeGreaterThan(result.psnr!.noisy + 2)
    const wrong = await run(['denoise', 'grey.png', '-o', 'out.png', '--model', 'm'], { cwd })
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/model is made for 1D signals/)])
  })

  it('leaves an output as it was when the work fails', async () => {
    await writeFile(join(cwd, 'cut.png'), (await readFile(join(cwd, 'grey.png'))).subarray(0, 120))
    const before = await stat(join(cwd, 'colour.png'))
    expect((await run(['denoise', 'cut.png', '-o', 'colour.png'], { cwd })).code).toBe(1)
    expect((await stat(join(cwd, 'colour.png'))).mtimeMs).toBe(before.mtimeMs)
  })

  it("bounds τ by the paper's norm on request, and says that it certifies nothing", async () => {
    // Both differences of a pixel have row sum 2, so the paper's rule misses that together they have ‖K‖² = 8, not 4.
    const argv = ['grey.png', '-o', 'out.png', '--scheme', 'explicit', '--steps', '1', '--noise', '5', '--norm']
    const paper: Record<string, unknown> = await runJson(['denoise', ...argv, 'paper'], { cwd })
    expect(paper).toMatchObject({ certificate: { stable: false, tauMax: 0.5 } })
    expect(paper.tau).toBeCloseTo(0.45, 6)
    expect(JSON.stringify(paper.certificate)).toContain('certifies nothing')
    // Cycles of FSI at too large a step may grow as well.
    const cycles = ['grey.png', '-o', 'out.png', '--noise', '5', '--norm', 'paper']
    expect(await runJson(['denoise', ...cycles], { cwd })).toMatchObject({
      scheme: 'fsi',
      certificate: { stable: false },
    })
    const rigorous: Record<string, unknown> = await runJson(['denoise', ...argv, 'rigorous'], { cwd })
    expect(rigorous).toMatchObject({ certificate: { stable: true, tauMax: 0.25 } })
  })

  const refused: readonly (readonly [argv: string, code: 1 | 2, message: RegExp])[] = [
    ['none.png -o out.png', 1, /none\.png does not exist/],
    ['grey.png -o out.csv', 2, /the input is an image; name a file that ends in \.png/],
    ['signals.csv -o out.png', 2, /the input is signals; name a file that ends in \.csv, \.json/],
    ['signals.csv -o out.csv --grey', 2, /--grey: signals have no colour/],
    ['ragged.csv -o out.csv', 1, /ragged\.csv has 1 values in row 2 but 2 in row 1/],
    ['nan.csv -o out.csv', 1, /nan\.csv has "NaN" in row 1, column 2/],
    ['empty.json -o out.json', 1, /empty\.json holds no signal/],
    ['- -o out.png', 1, /the input is empty/],
    ['grey.png -o none/out.png', 1, /there is no folder .*none; create it first/],
    ['grey.png -o folder', 2, /--output folder: name a file that ends in/],
    ['grey.png -o out.png --steps 3 --time 2', 2, /--steps and --time: give one of them/],
    ['grey.png -o out.png --model m --tau 0.1', 2, /--model and --tau: a model has its own/],
    ['grey.png -o out.png --model none', 1, /none.*model directory/],
    ['grey.png -o out.png --scheme none', 2, /'none'.*explicit/],
    ['grey.png -o out.png --activation none', 2, /'none'.*perona-malik/],
    ['grey.png -o out.png --parameter mu=1', 2, /mu.*lambda/],
    ['grey.png -o out.png --backend gpu:webgpu', 1, /no GPU backend: available are/],
    ['grey.png -o out.png --activation constant --tau 1e30 --steps 50', 1, /diverged/],
  ]

  it.each(refused)('refuses %s', async (argv, code, message) => {
    await mkdir(join(cwd, 'folder'))
    await writeFile(join(cwd, 'ragged.csv'), '1,2\n3\n')
    await writeFile(join(cwd, 'nan.csv'), '1,NaN\n')
    await writeFile(join(cwd, 'empty.json'), '[]')
    const before = (await readdir(cwd)).sort()
    const result = await run(['denoise', ...argv.split(' ')], { cwd })
    expect(result.stderr).toMatch(message)
    expect(result.stderr).toMatch(/^numeural: [^\n]+\n$/)
    expect([result.code, result.stdout]).toEqual([code, ''])
    expect((await readdir(cwd)).sort()).toEqual(before)
  })
})
