import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { piecewiseLinearSignals } from '@numeural/datasets'
import { writeSignals } from '@numeural/datasets/node'
import { standardPlugin } from '@numeural/schemes'
import { beforeEach, describe, expect, it } from 'vitest'
import { freshFolder, run, runJson } from '../run-cli.fixtures.js'

interface Trained {
  readonly model: string
  readonly architecture: string
  readonly parameters: { readonly count: number; readonly values?: Record<string, number[]> }
  readonly epochs: number
  readonly loss: { readonly first: number; readonly last: number }
  readonly psnr: { readonly noisy: number; readonly validation: number; readonly test: number }
  readonly certificate: { readonly stable: boolean }
  readonly seconds: number
}

let cwd: string
beforeEach(async () => {
  cwd = await freshFolder()
  await mkdir(join(cwd, 'data'))
  await writeSignals(piecewiseLinearSignals({ count: 30, length: 64, seed: 5 }), join(cwd, 'data', 'a.csv'))
  await writeSignals(piecewiseLinearSignals({ count: 10, length: 64, seed: 6 }), join(cwd, 'data', 'b.json'))
})

const small = ['--data', 'data', '--blocks', '3', '--batch', '8', '--learning-rate', '0.05']

async function train(out: string, ...argv: string[]): Promise<Trained> {
  return (await runJson(['train', 'denoise', '--out', out, ...small, ...argv], { cwd })) as unknown as Trained
}

async function weights(folder: string): Promise<Buffer> {
  const name = (await readdir(join(cwd, folder))).find((each) => each.startsWith('weights-'))
  return await readFile(join(cwd, folder, name!))
}

describe('numeural train denoise and evaluate', { timeout: 60_000 }, () => {
  it('learns, writes a model, and evaluate finds the same figures', async () => {
    const trained = await train('m', '--epochs', '6')
    expect(trained).toMatchObject({
      model: join(cwd, 'm'),
      architecture: 'symmetric',
      epochs: 6,
      certificate: { stable: true },
    })
    // Kernel, λ and τ.
    expect(trained.parameters.count).toBe(5)
    expect(Object.keys(trained.parameters.values!)).toEqual(['block0.kernel', 'block0.lambda', 'block0.tau'])
    expect(trained.loss.last).toBeLessThan(trained.loss.first)
    expect(trained.psnr.test).toBeGreaterThan(trained.psnr.noisy + 3)

    const evaluated: Record<string, unknown> = await runJson(['evaluate', 'm'], { cwd })
    expect(Object.keys(evaluated)).toEqual(['psnr', 'loss', 'count', 'baseline', 'parameters', 'certificate'])
    expect(evaluated.parameters).toEqual(trained.parameters)
    // Plain denoising gains some 3 dB on so few and short signals.
    const { baseline } = evaluated as unknown as { baseline: { psnr: number } }
    expect(baseline.psnr).toBeGreaterThan(trained.psnr.noisy + 2)
    expect(trained).toMatchObject({ baseline })
    expect(evaluated).toMatchObject({
      psnr: { noisy: trained.psnr.noisy, test: trained.psnr.test },
      count: 4,
      certificate: trained.certificate,
    })
    expect(await runJson(['certify', 'm'], { cwd })).toEqual(trained.certificate)

    const other: Record<string, unknown> = await runJson(
      ['evaluate', 'm', '--data', join('data', 'b.json'), '--noise', '5'],
      { cwd },
    )
    expect(other.count).toBe(10)
  })

  it('replaces a finished model only if told so, and says which', async () => {
    const argv = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1']
    expect((await run(argv, { cwd })).code).toBe(0)
    const before = await readdir(join(cwd, 'm'))
    const refused = await run([...argv, '--seed', '5'], { cwd })
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(
      /^numeural: --out m: there is a model already \(perona-malik, \d+\.\d\d dB\); name another folder, or give --overwrite\n$/,
    )
    expect(await readdir(join(cwd, 'm'))).toEqual(before)
    const { code, stderr } = await run([...argv, '--overwrite', '--seed', '5'], { cwd })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^note: m: replaces the model that was there \(perona-malik, \d+\.\d\d dB\)\n/)
    expect(await readdir(join(cwd, 'm'))).not.toEqual(before)
    await writeFile(join(cwd, 'm', 'model.json'), '{')
    expect((await run(argv, { cwd })).stderr).toContain('(damaged)')
    expect((await run([...argv, '--overwrite'], { cwd })).code).toBe(0)
  })

  it('gives the same bits for the same seed, and others for another', async () => {
    await train('a', '--epochs', '2')
    await train('b', '--epochs', '2')
    await train('c', '--epochs', '2', '--seed', '1')
    expect(await weights('b')).toEqual(await weights('a'))
    expect(await weights('c')).not.toEqual(await weights('a'))
  })

  it('keeps a checkpoint when interrupted, and goes on from it to the same bits', async () => {
    const options = ['--epochs', '1500']
    await train('whole', ...options)
    const interruption = new AbortController()
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
    // The progress bar tells that the training has begun.
    let shown = ''
    stderr.on('data', (chunk) => {
      shown += String(chunk)
      if (/· epoch/.test(String(chunk))) interruption.abort()
    })
    const argv = ['train', 'denoise', '--out', 'part', ...small, ...options]
    const { code } = await run(argv, { cwd, stderr, signal: interruption.signal })
    expect(code).toBe(130)
    expect(shown).toContain(
      ' interrupted: the checkpoint is kept; go on with numeural train denoise --out part --resume\n',
    )
    expect(await readdir(join(cwd, 'part'))).toEqual(['checkpoint.safetensors'])

    const without = await run(argv, { cwd })
    expect(without.code).toBe(2)
    expect(without.stderr).toContain('there is the checkpoint of a training that was interrupted; go on with --resume')
    for (const [option, message] of [
      [['--epochs', '7'], '--epochs 7: the checkpoint was started with 1500; repeat that, or leave the option out'],
      [['--learning-rate', '0.5'], '--learning-rate 0.5: the checkpoint was started with 0.05'],
      [['--parameter', 'lambda=3'], '--parameter lambda=3: the checkpoint was started with '],
      [['--activation', 'charbonnier'], '--activation charbonnier: the checkpoint was started with none'],
      [['--seed', '4'], '--seed 4: the checkpoint was started with 0'],
    ] as const) {
      const refused = await run(['train', 'denoise', '--out', 'part', '--resume', ...option], { cwd })
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`numeural: ${message}`) })
    }
    // What it was started with goes without saying.
    await runJson(['train', 'denoise', '--out', 'part', '--epochs', '1500', '--resume'], { cwd })
    expect(await weights('part')).toEqual(await weights('whole'))
  })

  it('says that there is no checkpoint to go on from', async () => {
    const argv = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1', '--resume']
    const { code, stderr } = await run(argv, { cwd })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^note: m: there is no checkpoint to go on from; the training begins\n/)
    // There is one now, of the finished training.
    expect((await run(argv, { cwd })).stderr).not.toContain('checkpoint')
  })

  it('names no checkpoint where a training diverges without one', async () => {
    const argv = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1', '--architecture', 'resnet']
    const { code, stderr } = await run([...argv, '--learning-rate', '1e300'], { cwd })
    // In the first epoch of a random start that is tried.
    expect(code).toBe(1)
    expect(stderr).toMatch(/^numeural: Training diverged in epoch 1: .*; lower the learning rate[^;]*\n$/)
    expect(await readdir(join(cwd, 'm'))).toEqual([])
  })

  it('counts the random starts that are tried in the same bar, which never goes back', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 160 })
    let shown = ''
    stderr.on('data', (chunk) => {
      shown += String(chunk)
    })
    const argv = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '200']
    expect((await run(argv, { cwd, stderr })).code).toBe(0)
    const shares = [...shown.matchAll(/ (\d+)% · (\S+) left · (trying random starts|epoch)/g)]
    expect(shares[0]![3]).toBe('trying random starts')
    expect(shares.at(-1)![3]).toBe('epoch')
    const percent = shares.map(([, share]) => Number(share))
    expect(percent).toEqual([...percent].sort((a, b) => a - b))
    // Four starts of three epochs are a small part of 212.
    expect(percent[0]).toBeLessThan(10)
  })

  it.each(['unet', 'fmg', 'single-grid'])(
    'trains, evaluates and shows the network on grids %s',
    async (architecture) => {
      const options = ['--architecture', architecture, '--blocks', '1', '--channels', '4', '--epochs', '3']
      const { psnr, parameters } = await train('m', ...options, '--learning-rate', '0.005')
      expect(await runJson(['evaluate', 'm'], { cwd })).toMatchObject({ psnr: { test: psnr.test } })
      const certificate = { stable: false }
      const { count } = parameters
      expect(await runJson(['show', 'm'], { cwd })).toMatchObject({ architecture, parameters: { count }, certificate })
      expect((await run(['show', 'm'], { cwd })).stdout).toMatch(/no stability proved/)
    },
  )

  it('shows what was learned: kernel, contrast, step size, the diffusivity as a curve', async () => {
    const trained = await train('m', '--epochs', '1')
    const shown = await runJson(['show', 'm'], { cwd })
    expect(shown).toMatchObject({
      architecture: 'symmetric',
      parameters: trained.parameters,
      certificate: trained.certificate,
    })
    const { stdout } = await run(['show', 'm'], { cwd })
    const [lambda] = trained.parameters.values!['block0.lambda']!
    for (const command of [
      ['show', 'm'],
      ['evaluate', 'm'],
      ['certify', 'm'],
    ]) {
      const { stdout } = await run(command, { cwd })
      for (const row of [/^ {2}kernel +-?\d[^\n]*, [^\n]*, /m, /^ {2}tau +\d/m]) expect(stdout).toMatch(row)
      expect(stdout).toMatch(new RegExp(`^ {2}lambda +${Number(lambda!.toPrecision(4))}$`, 'm'))
    }
    expect(stdout).toMatch(/diffusivity g\(r\):\n *1 │•/)
    expect(stdout).toMatch(/kernel:\n( *-?[\d.e-]+ +█*│█*\n){3}/)
  })

  it.each([
    ['resnet', ['block0.kernel1', 'block0.bias1']],
    ['explicit', ['block0.kernel']],
    ['du-fort-frankel', ['block0.alpha']],
    ['fsi', ['block0.alpha']],
  ])('knows the architecture %s', async (architecture, names) => {
    const trained = await train('m', '--epochs', '1', '--architecture', architecture, '--activation', 'charbonnier')
    expect(trained.architecture).toBe(architecture)
    expect(
      names.every((name) => Object.keys(trained.parameters.values!).some((each) => each.startsWith(name.slice(0, 12)))),
    ).toBe(true)
  })

  it('regularises dynamic weights by 10 and resnet by 5 unless told otherwise, and repeats it in the model', async () => {
    const dynamic = ['--epochs', '2', '--weights', 'dynamic']
    expect(await train('a', ...dynamic)).toMatchObject({ weights: 'dynamic', smoothness: 10 })
    expect(await train('b', ...dynamic, '--architecture', 'resnet')).toMatchObject({ smoothness: 5 })
    expect(await train('c', ...dynamic, '--smoothness', '1000')).toMatchObject({ smoothness: 1000 })
    expect(await weights('c')).not.toEqual(await weights('a'))
    const { record, architecture } = JSON.parse(await readFile(join(cwd, 'c', 'model.json'), 'utf8'))
    expect([record.training.smoothness, architecture.weights]).toEqual([1000, 'dynamic'])
    expect(await runJson(['certify', 'c'], { cwd })).toMatchObject({ stable: true })
  })

  it('trains a formula that nobody built in, with its parameters', async () => {
    const own = ['--define', 'diffusivity=1/(1+(r/lambda)^4)', '--parameter', 'lambda=20', '--epochs', '4']
    const { parameters, psnr, certificate } = await train('m', ...own)
    expect(certificate.stable).toBe(true)
    const [lambda] = parameters.values!['block0.lambda']!
    expect(lambda).not.toBe(20)
    expect(Math.abs(lambda! - 20)).toBeLessThan(10)
    expect(psnr.test).toBeGreaterThan(psnr.noisy + 2)
    expect((await runJson(['evaluate', 'm'], { cwd })) as unknown).toMatchObject({ psnr: { test: psnr.test } })
  })

  it.each(standardPlugin.schemes.map(({ name }) => name))('trains the scheme %s', async (architecture) => {
    // Four blocks are one cycle of a cyclic scheme, of any default length.
    const trained = await train('m', '--epochs', '8', '--architecture', architecture, '--blocks', '4')
    expect(trained.architecture).toBe(architecture)
    expect(trained.certificate.stable).toBe(true)
    expect(trained.psnr.test).toBeGreaterThan(trained.psnr.noisy)
  })

  it("says of weights that the paper's rule normalises what is proved for them, and that the rule proves nothing", async () => {
    const { certificate } = await train('m', '--epochs', '2', '--norm', 'paper')
    expect(JSON.stringify(certificate)).toContain('certifies nothing')
    const paper: Record<string, unknown> = await runJson(['certify', 'm', '--norm', 'paper'], { cwd })
    // Every row of a kernel that the rule has normalised sums to 1 (in float32), so that 2/g_max is its bound.
    expect(paper.tauMax).toBeCloseTo(2, 5)
    expect(paper.stable).toBe(certificate.stable)
    const model = JSON.parse(await readFile(join(cwd, 'm', 'model.json'), 'utf8'))
    expect(model.architecture.norm).toBe('paper')
  })

  it('tells people what came out', async () => {
    const { code, stdout } = await run(
      ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1', '--weights', 'free'],
      { cwd },
    )
    expect(code).toBe(0)
    for (const word of ['PSNR test', 'PSNR untrained', 'certificate', 'stable', 'free weights', 'written: m'])
      expect(stdout).toContain(word)
  })

  const refused: readonly (readonly [argv: string, code: 1 | 2, message: RegExp])[] = [
    [
      'train denoise --out m --architecture u-net',
      2,
      /--architecture 'u-net': did you mean unet\? choose symmetric, resnet/,
    ],
    [
      'train denoise --out m --architecture implicit',
      2,
      /'implicit': did you mean implicit-fixed-point\? choose symmetric/,
    ],
    ['train denoise --out m --architecture unet --weights free', 2, /--weights free: unet has weights of its own/],
    ['train denoise --out m --architecture fmg --parameter tau=1', 2, /--parameter tau: the kernels of fmg are all/],
    ['train denoise --out m --activation unknown', 2, /'unknown'.*perona-malik/],
    ['train denoise --out m --smoothness 3', 2, /--smoothness 3: it goes with --weights dynamic, not shared/],
    ['train denoise --out m --weights dynamic --smoothness -1', 2, /--smoothness '-1': give a finite number >= 0/],
    ['train denoise --out m --weights own', 2, /--weights 'own': choose shared, dynamic, free/],
    ['train denoise --out none/m', 1, /there is no folder .*none; create it first/],
    ['train denoise --out data/a.csv', 2, /this is a file; name a folder/],
    ['train denoise --out=', 2, /name a folder for the model/],
    ['train denoise --out m --data none', 1, /none cannot be read/],
    ['train denoise --out m --data empty', 1, /empty holds no signals/],
    ['train denoise --out m --data mixed', 1, /mixed\/b\.csv has signals of length 3, a\.csv of length 2/],
    ['train denoise --out m --data few', 1, /few holds 2 signals; allowed: at least 3/],
    ['train denoise --out m --data broken', 1, /broken\/a\.csv has "x" in row 1, column 2/],
    ['train denois --out m', 2, /^numeural: train denois: unknown task; the task is denoise/],
    ['train', 2, /^numeural: train: no task; the task is denoise/],
    ['train denoise --out m --architecture symetric', 2, /did you mean symmetric\? choose/],
    ['evaluate none', 1, /^numeural: There is no model in [^\n]*none: give a model directory[^\n']*\n$/],
    ['evaluate none', 1, /none.*model directory/],
    ['evaluate data', 1, /model directory/],
    ['certify none', 1, /none.*model directory/],
  ]

  it.each(refused)('refuses %s', async (argv, code, message) => {
    const files = {
      'mixed/a.csv': '1,2\n',
      'mixed/b.csv': '1,2,3\n',
      'few/a.csv': '1,2\n3,4\n',
      'broken/a.csv': '1,x\n',
    }
    for (const folder of ['empty', 'mixed', 'few', 'broken']) await mkdir(join(cwd, folder))
    for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content)
    const result = await run(argv.split(' '), { cwd })
    expect(result.stderr).toMatch(message)
    expect(result.stderr).toMatch(/^numeural: [^\n]+\n$/)
    expect([result.code, result.stdout]).toEqual([code, ''])
  })

  it('refuses a checkpoint of other options, a damaged model and a model of a newer version', async () => {
    await train('m', '--epochs', '1')
    const other = await run(['train', 'denoise', '--out', 'm', ...small, '--epochs', '2', '--resume'], { cwd })
    expect([other.code, other.stderr]).toEqual([
      2,
      'numeural: --epochs 2: the checkpoint was started with 1; repeat that, or leave the option out\n',
    ])
    const resume = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1', '--resume']
    for (const [argv, message] of [
      [['--activation', 'charbonnier'], /--activation charbonnier: the checkpoint was started with none/],
      [['--seed', '3'], /--seed 3: the checkpoint was started with 0/],
      [['--noise', '3'], /--noise 3: the checkpoint was started with 10/],
      [['--backend', 'reference'], /backend is reference; allowed: wasm, with which the checkpoint was started/],
    ] as const) {
      expect(await run([...resume, ...argv], { cwd })).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(message),
      })
    }
    await writeSignals(piecewiseLinearSignals({ count: 10, length: 64, seed: 7 }), join(cwd, 'data', 'b.json'))
    expect((await run(resume, { cwd })).stderr).toMatch(/resume is a checkpoint of other data/)
    const path = join(cwd, 'm', 'model.json')
    const model = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...model, version: 99 }))
    const newer = await run(['evaluate', 'm'], { cwd })
    expect([newer.code, newer.stderr]).toEqual([1, expect.stringMatching(/version 99/)])
    await writeFile(path, JSON.stringify(model))
    for (const name of await readdir(join(cwd, 'm'))) if (name.startsWith('weights-')) await rm(join(cwd, 'm', name))
    const incomplete = await run(['evaluate', 'm'], { cwd })
    expect([incomplete.code, incomplete.stderr]).toEqual([1, expect.stringMatching(/incomplete/)])
  })
})
