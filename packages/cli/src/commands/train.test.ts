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
    expect(Object.keys(evaluated)).toEqual(['psnr', 'loss', 'count', 'certificate'])
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

  it('says which finished model it replaces', async () => {
    const argv = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1']
    expect(await run(argv, { cwd })).toMatchObject({ code: 0, stderr: '' })
    const { stderr } = await run(argv, { cwd })
    expect(stderr).toMatch(/^note: m: replaces the model that was there \(perona-malik, \d+\.\d\d dB\)\n$/)
    await writeFile(join(cwd, 'm', 'model.json'), '{')
    expect((await run(argv, { cwd })).stderr).toContain('(damaged)')
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
    stderr.on('data', (chunk) => {
      if (String(chunk).includes('epoch')) interruption.abort()
    })
    const argv = ['train', 'denoise', '--out', 'part', ...small, ...options]
    const { code } = await run(argv, { cwd, stderr, signal: interruption.signal })
    expect(code).toBe(130)
    expect(await readdir(join(cwd, 'part'))).toEqual(['checkpoint.safetensors'])
    await train('part', ...options, '--resume')
    expect(await weights('part')).toEqual(await weights('whole'))
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
    for (const word of ['PSNR test', 'certificate', 'stable', 'free weights', 'written: m'])
      expect(stdout).toContain(word)
  })

  const refused: readonly (readonly [argv: string, code: 1 | 2, message: RegExp])[] = [
    ['train denoise --out m --architecture unet', 2, /--architecture 'unet': choose symmetric, resnet, explicit/],
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
    ['train denois --out m', 2, /^numeural: train denois: unknown task: the task is denoise/],
    ['train', 2, /^numeural: train: no task: the task is denoise/],
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
      'numeural: train: epochs is 2; allowed: 1, with which the checkpoint was started; the cosine schedule depends on the number of epochs: repeat it, or train afresh without resume\n',
    ])
    const resume = ['train', 'denoise', '--out', 'm', ...small, '--epochs', '1', '--resume']
    for (const [argv, message] of [
      [
        ['--activation', 'charbonnier'],
        /network\.activation\.name is charbonnier; allowed: perona-malik, with which the checkpoint was started/,
      ],
      [['--seed', '3'], /seed is 3; allowed: 0, with which the checkpoint was started/],
      [['--noise', '3'], /resume is a checkpoint of other data/],
    ] as const) {
      expect(await run([...resume, ...argv], { cwd })).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(message),
      })
    }
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
