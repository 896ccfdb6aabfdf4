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
  readonly time: number
  readonly rule: string | null
  readonly tau: number
  readonly backend: string
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
  it.each(['perona-malik', 'charbonnier'])(
    'takes implicit steps of any size, solved by multigrid: %s',
    async (activation) => {
      const options = ['--scheme', 'implicit', '--activation', activation, '--noise', '20']
      const usual = await denoise('grey.png', '-o', 'out.png', ...options)
      expect(usual).toMatchObject({ scheme: 'implicit', steps: 4, certificate: { stable: true, tauMax: 'Infinity' } })
      expect(usual.psnr!.denoised).toBeGreaterThan(usual.psnr!.noisy + 2)
      const large = await denoise(
        'grey.png',
        '-o',
        'large.png',
        '--scheme',
        'implicit',
        '--activation',
        'charbonnier',
        '--tau',
        '500',
        '--steps',
        '1',
      )
      expect(large).toMatchObject({ tau: 500, steps: 1, certificate: { stable: true } })
      expect((await readImage(join(cwd, 'large.png'))).image).toMatchObject({ width, height })
    },
  )
  it('takes what is said of the noise, and searches when told', async () => {
    const argv = ['grey.png', '-o', 'out.png', '--add-noise', '20']
    const usual = await denoise(...argv)
    expect(await denoise('grey.png', '-o', 'out.png', '--noise', '20')).toMatchObject({
      psnr: usual.psnr,
      rule: 'fitted',
    })
    const low = await denoise(...argv, '--noise-level', '5')
    const weak = await denoise(...argv, '--noise-level', '10', '--strength', '0.5')
    expect(low.time).toBeLessThan(usual.time)
    expect(weak).toMatchObject({ time: low.time, psnr: low.psnr, noiseEstimate: usual.noiseEstimate })
    const own = ['--define', 'diffusivity=1/(1+(r/lambda)^4)', '--parameter', 'lambda=1']
    const [given, tuned] = [await denoise(...argv, ...own), await denoise(...argv, ...own, '--tune')]
    expect([given.rule, tuned.rule]).toEqual(['borrowed', 'tuned'])
    // A disc on a ramp, which λ = 1 leaves as it is.
    expect(given.psnr!.denoised).toBeLessThan(given.psnr!.noisy + 1)
    expect(tuned.psnr!.denoised).toBeGreaterThan(usual.psnr!.denoised - 1)
    const implicit = await denoise(...argv, ...own, '--tune', '--scheme', 'implicit', '--steps', '3')
    expect(implicit).toMatchObject({ steps: 3, rule: 'tuned' })
    expect(implicit.psnr!.denoised).toBeGreaterThan(implicit.psnr!.noisy + 4)
  })

  it('prints the diffusion time', async () => {
    const { stdout } = await run(
      ['denoise', 'grey.png', '-o', 'out.png', '--scheme', 'explicit', '--time', '3', '--tau', '0.2'],
      {
        cwd,
      },
    )
    expect(stdout).toMatch(/^diffusion time +3$/m)
  })

  it('writes a signal that was a column as a column', async () => {
    await writeFile(
      join(cwd, 'column.csv'),
      Array.from({ length: 40 }, (_, i) => (i < 20 ? 3 : 9) + (i % 2)).join('\n'),
    )
    await denoise('column.csv', '-o', 'out.csv', '--add-noise', '1', '--noise-out', 'noisy.csv')
    for (const file of ['out.csv', 'noisy.csv']) {
      expect((await readFile(join(cwd, file), 'utf8')).trim().split('\n')).toHaveLength(40)
    }
    await denoise('column.csv', '-o', 'out.json')
    expect(JSON.parse(await readFile(join(cwd, 'out.json'), 'utf8'))).toHaveLength(40)
    await denoise('signals.csv', '-o', 'rows.csv')
    expect((await readFile(join(cwd, 'rows.csv'), 'utf8')).trim().split('\n')).toHaveLength(20)
  })

  it('says what auto chose, and why', async () => {
    const argv = ['denoise', 'grey.png', '-o', 'out.png', '--backend', 'auto', '--json']
    const { stderr, stdout } = await run(argv, { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ backend: 'wasm' })
    expect(stderr).toMatch(/^note: --backend auto: wasm: auto takes wasm below 262144 values at once/m)
  })

  it('runs on gpu.js without a graphics processor, and says what that costs', async () => {
    const options = ['grey.png', '--noise', '20', '--seed', '1', '--json']
    const { code, stderr, stdout } = await run(['denoise', ...options, '-o', 'gpu.png', '--backend', 'gpu:webasm'], {
      cwd,
    })
    expect(code).toBe(0)
    expect(stderr).toMatch(/--backend gpu:webasm: .*takes about \d+ to \d+ times as long as wasm/)
    const onGpu = JSON.parse(stdout) as Result
    expect(onGpu.backend).toBe('gpu:webasm')
    const onWasm = await denoise(...options, '-o', 'wasm.png')
    // Both in float32: a few units in the last place of grey values.
    expect(onGpu.psnr!.denoised).toBeCloseTo(onWasm.psnr!.denoised, 4)
  })

  it.each(['grey.png', 'colour.png'])('gains on %s with the defaults, and tells what they were', async (file) => {
    const result = await denoise(file, '-o', 'out.png', '--noise', '20', '--seed', '1')
    const keys =
      'output shape scheme activation parameters tau steps time noiseEstimate rule psnr certificate dtype backend seconds'
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
    expect(await readSignals(join(cwd, 'out.json'))).toMatchObject({ count: 20, shape: { width: 256 } })
    const stdin = Readable.from([await readFile(join(cwd, 'out.json'))])
    const piped = await run(['denoise', '-', '-o', 'again.csv'], { cwd, stdin })
    expect([piped.code, piped.stderr]).toEqual([0, ''])
    expect(await readSignals(join(cwd, 'again.csv'))).toMatchObject({ count: 20, shape: { width: 256 } })
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

  it('denoises by a formula that nobody built in: that of Perona–Malik gives the bits of Perona–Malik', async () => {
    const argv = ['grey.png', '--noise', '10', '--steps', '9', '--parameter', 'lambda=4']
    await denoise(...argv, '-o', 'own.png', '--define', 'diffusivity=1/(1+(r/lambda)^2)')
    await denoise(...argv, '-o', 'known.png')
    expect(await readFile(join(cwd, 'own.png'))).toEqual(await readFile(join(cwd, 'known.png')))
  })

  it('writes the noisy input as well, for before and after', async () => {
    const result = await denoise('grey.png', '-o', 'out.png', '--noise', '20', '--noise-out', 'noisy.png')
    expect(result).toMatchObject({ noiseOutput: join(cwd, 'noisy.png') })
    const [clean, noisy] = [picture(1), (await readImage(join(cwd, 'noisy.png'))).image]
    const variance = clean.data.reduce((sum, value, i) => sum + (value - noisy.data[i]!) ** 2, 0) / clean.data.length
    // σ of 1920 samples has a standard error of 1.6 %; rounding to bytes adds 1/12, clipping takes a little.
    expect(Math.abs(Math.sqrt(variance) - 20)).toBeLessThan(1.5)
    await denoise('signals.csv', '-o', 'out.csv', '--noise', '10', '--noise-out', 'noisy.csv')
    expect(await readSignals(join(cwd, 'noisy.csv'))).toMatchObject({ count: 20, shape: { width: 256 } })
  })

  it.each([
    ['--scheme explicit --tau 0.6 --steps 3', /^note: not stable: tau is 0\.6, its bound is 0\.25; .*\n$/],
    ['--activation charbonnier', /^$/],
    ['--activation truncated-quadratic --time 3', /^$/],
    [
      '--define diffusivity=1/(1+(r/lambda)^4) --parameter lambda=20',
      /^note: the diffusion time follows from a rule fitted for perona-malik, as defined has none: --tune searches, or give --time T\n$/,
    ],
    ['--define diffusivity=1/(1+(r/lambda)^4) --parameter lambda=20 --time 3', /^$/],
    ['--define diffusivity=1/(1+(r/lambda)^4) --parameter lambda=20 --tune', /^$/],
    ['--tau 0.2', /^$/],
    ['--scheme explicit --tau 0.6 --steps 3 --quiet', /^$/],
  ])('remarks on %s, with --json too', async (argv, remark) => {
    for (const json of [[], ['--json']]) {
      const { code, stderr } = await run(['denoise', 'grey.png', '-o', 'out.png', ...argv.split(' '), ...json], { cwd })
      expect([code, stderr]).toEqual([0, expect.stringMatching(remark)])
    }
  })

  it('takes no automatic step size where its bound is not proved', async () => {
    const argv = ['denoise', 'grey.png', '-o', 'out.png', '--define', 'diffusivity=2*exp(-(r/lambda)^2)-1']
    const own = [...argv, '--parameter', 'lambda=3', '--time', '0.4']
    for (const tau of [[], ['--tau', 'auto']]) {
      const { code, stderr } = await run([...own, ...tau], { cwd })
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/0 ≤ g ≤ g_max is not proved .*'defined'; give --tau T/),
      ])
    }
    const { code, stderr } = await run([...own, '--tau', '0.1'], { cwd })
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^note: no stability is proved for tau 0\.1/)])
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
    const cycles = ['grey.png', '-o', 'out.png', '--time', '20', '--norm', 'paper']
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
    ['grey.png -o out.bmp', 2, /out\.bmp: the input is an image; name a file that ends in [^\n]*\.tiff\n/],
    [
      'glass.png -o out.jpg',
      2,
      /--output out\.jpg: .*transparent.*: name a file that ends in \.png, \.webp or \.tiff\n/,
    ],
    ['grey.png -o out.png --parameter lamda=2', 2, /lamda.*did you mean lambda\?/],
    ['grey.png -o out.png --activation perona-malic', 2, /did you mean perona-malik\?/],
    ['grey.png -o out.png --scheme fsii', 2, /did you mean fsi\?/],
    ['signals.csv -o out.png', 2, /the input is signals; name a file that ends in \.csv, \.json/],
    ['signals.csv -o out.csv --grey', 2, /--grey: signals have no colour/],
    ['ragged.csv -o out.csv', 1, /ragged\.csv has 1 values in row 2 but 2 in row 1/],
    ['nan.csv -o out.csv', 1, /nan\.csv has "NaN" in row 1, column 2/],
    ['empty.json -o out.json', 1, /empty\.json holds no signal/],
    ['- -o out.png', 1, /The input is empty/],
    ['grey.png -o none/out.png', 1, /there is no folder .*none; create it first/],
    ['grey.png -o out.png --noise-out noisy.png', 2, /--noise-out without --add-noise: it writes/],
    ['grey.png -o out.png --noise 3 --add-noise 3', 2, /--add-noise and --noise: they are one option/],
    ['grey.png -o out.png --noise-level -1', 2, /--noise-level '-1': give a finite number >= 0/],
    ['grey.png -o out.png --strength 0', 2, /--strength '0': give a finite number > 0/],
    ['grey.png -o out.png --model m --tune', 2, /--model and --tune: a model has its own/],
    ['grey.png -o out.png --model m --strength 2', 2, /--model and --strength: a model has its own/],
    ['grey.png -o out.png --tune --steps 3 --parameter lambda=2', 2, /tune is true; allowed: where a contrast/],
    ['grey.png -o out.png --activation FSI', 2, /There is no 'FSI' in 'nonlinearities'/],
    ['grey.png -o out.png --scheme FSI', 2, /There is no 'FSI' in 'schemes'; [^:]*: did you mean fsi\?\n/],
    ['grey.png -o out.png --activation Perona', 2, /did you mean perona-malik\?\n/],
    ['grey.png -o out.png --parameter LAMBDA=2', 2, /did you mean lambda\?\n/],
    ['grey.png -o out.png --TUNE', 2, /unknown option '--TUNE': did you mean --tune\?/],
    ['frame.gif -o out.png', 1, /frame\.gif is gif; allowed: a PNG, JPEG, WebP or TIFF image/],
    ['grey.png -o out.png --noise 3 --noise-out noisy.csv', 2, /--noise-out noisy.csv: the input is an image/],
    ['grey.png -o folder', 2, /--output folder: the input is an image; name a file that ends in/],
    ['grey.png -o out.png --steps 3 --time 2', 2, /--steps and --time: give one of them/],
    ['grey.png -o out.png --model m --tau 0.1', 2, /--model and --tau: a model has its own/],
    ['grey.png -o out.png --model none', 1, /none.*model directory/],
    ['grey.png -o out.png --scheme none', 2, /'none'.*explicit/],
    ['grey.png -o out.png --activation none', 2, /'none'.*perona-malik/],
    ['grey.png -o out.png --parameter mu=1', 2, /mu.*lambda/],
    [
      'grey.png -o out.png --backend gpu:webgpu',
      1,
      /gpu:webgpu cannot run here: there is no navigator\.gpu\..*gpu:webasm/,
    ],
    ['grey.png -o out.png --activation constant --tau 1e30 --steps 50', 1, /diverged/],
    ['grey.png -o out.png --tau 1e30 --steps 200', 1, /diverged: sample \d+ is -?\d.*; lower tau/],
  ]

  it.each(refused)('refuses %s', async (argv, code, message) => {
    await mkdir(join(cwd, 'folder'))
    await writeFile(join(cwd, 'ragged.csv'), '1,2\n3\n')
    await writeFile(join(cwd, 'nan.csv'), '1,NaN\n')
    await writeFile(join(cwd, 'empty.json'), '[]')
    await writeFile(join(cwd, 'frame.gif'), Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64'))
    const glass = { ...(await readImage(join(cwd, 'grey.png'))).metadata, alpha: new Uint8Array(width * height) }
    await writeImage(picture(1), join(cwd, 'glass.png'), { like: glass })
    const before = (await readdir(cwd)).sort()
    const result = await run(['denoise', ...argv.split(' ')], { cwd })
    expect(result.stderr).toMatch(message)
    expect(result.stderr).toMatch(/^numeural: [^\n]+\n$/)
    expect([result.code, result.stdout]).toEqual([code, ''])
    expect((await readdir(cwd)).sort()).toEqual(before)
  })
})
