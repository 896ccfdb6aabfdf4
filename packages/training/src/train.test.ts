import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineNonlinearity, peronaMalik } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { denoisingSignals, type SignalPairs } from '@numeural/datasets'
import type { DivergenceError } from '@numeural/errors'
import { type Model, modelOf, residualNetwork, symmetricResNet } from '@numeural/schemes'
import { describe, expect, it } from 'vitest'
import { adam } from './adam.js'
import { evaluate } from './evaluate.js'
import { fileCheckpoint } from './node/file-checkpoint.js'
import { train } from './train.js'
import type { TrainOptions, TrainProgress } from './train-options.js'
import type { CheckpointStore, TrainingState } from './training-state.js'

const data = denoisingSignals({ train: 300, validation: 50, test: 50, length: 64 })
const network = symmetricResNet({ dimension: 1, blocks: 5, kernel: { width: 3 }, activation: peronaMalik })
const options: TrainOptions = {
  epochs: 6,
  batch: 64,
  learningRate: 0.05,
}

describe('train', () => {
  it('gains several dB on noisy signals and keeps the best epoch', async () => {
    const result = await train(network, data, { ...options, epochs: 60 })
    // The classical scheme gains about 7 dB; a short training of few signals must reach a good part of that.
    expect(result.psnr.validation).toBeGreaterThan(result.psnr.noisy + 4)
    expect(result.psnr.validation).toBe(Math.max(result.psnr.before, ...result.history.map((record) => record.psnr)))
    expect(result.loss.last).toBeLessThan(result.loss.first)
  })

  it.each([
    // √ and exp of a max, which are flat beyond λ, and the same by pieces
    ['sqrt(max(0, 1 - (r/lambda)^2))', 'abs(r) < lambda ? sqrt(1 - (r/lambda)^2) : 0', symmetricResNet],
    // no network that limits its time steps, since this diffusivity has no certified supremum
    ['exp(1 - 1/max(0, 1 - (r/lambda)^2))', 'abs(r) < lambda ? exp(1 - 1/(1 - (r/lambda)^2)) : 0', residualNetwork],
  ])('trains %s as it trains its pieces', async (formula, piecewise, networkOf) => {
    const trained = await Promise.all(
      [formula, piecewise].map((diffusivity) => {
        const parameters = { lambda: { default: 25, domain: 'positive' } } as const
        const activation = defineNonlinearity({ name: 'compact', parameters, diffusivity })
        return train(networkOf({ dimension: 1, blocks: 2, kernel: { width: 3 }, activation }), data, options)
      }),
    )
    const [psnr = 0, expected] = trained.map((result) => result.psnr.validation)
    // the same steps up to rounding of float32, amplified by the training
    expect(psnr).toBeCloseTo(expected as number, 2)
    expect(trained[0]?.loss.last).toBeLessThan(trained[0]?.loss.first as number)
  })

  it('names what is missing or of the wrong kind', async () => {
    const { validation: _, ...without } = data
    await expect(train(network, without as typeof data)).rejects.toMatchObject({ code: 'PAIRS_MISSING' })
    const splits = data as unknown as SignalPairs
    await expect(train(network, { ...data, train: splits })).rejects.toMatchObject({ code: 'PAIRS_MISSING' })
    await expect(train({} as typeof network, data)).rejects.toMatchObject({
      code: 'TRAINING_OPTION',
      message: expect.stringMatching(/^train: network is an object with no keys; allowed: a network/),
    })
    const misspelt = { epoch: 3 } as TrainOptions
    await expect(train(network, data, misspelt)).rejects.toMatchObject({ code: 'TRAINING_OPTION', given: 'epoch' })
    await expect(evaluate(modelOf(network), data.test, { bakend: 1 } as object)).rejects.toMatchObject({
      code: 'TRAINING_OPTION',
      message: 'evaluate: there is no option bakend; there are backend.',
    })
    await expect(evaluate(network as unknown as Model, data.test)).rejects.toMatchObject({ code: 'TRAINING_OPTION' })
  })

  it('gives the same bits for the same seed, and others for another', async () => {
    const [first, second, other] = [
      await train(network, data, options),
      await train(network, data, options),
      await train(network, data, { ...options, seed: 1 }),
    ]
    expect(second.model.raw).toEqual(first.model.raw)
    expect(other.model.raw).not.toEqual(first.model.raw)
  })

  it('ends with the same bits when aborted and resumed', async () => {
    const whole = await train(network, data, options)
    const folder = await mkdtemp(join(tmpdir(), 'numeural-train-'))
    const checkpoint = fileCheckpoint(join(folder, 'checkpoint.safetensors'))
    const abort = new AbortController()
    const stopAfter3 = train(network, data, {
      ...options,
      checkpoint,
      signal: abort.signal,
      onProgress: ({ phase, epoch }) => phase === 'training' && epoch === 3 && abort.abort(),
    })
    await expect(stopAfter3).rejects.toThrow(/abort/i)
    expect((await checkpoint.load())?.epoch).toBe(3)
    const resumed = await train(network, data, { ...options, checkpoint, resume: true })
    expect(resumed.model.raw).toEqual(whole.model.raw)
    expect(resumed.history).toEqual(whole.history)
    expect(await readdir(folder)).toEqual(['checkpoint.safetensors'])
  })

  it('refuses to resume under other options', async () => {
    let kept: TrainingState | null = null
    const checkpoint: CheckpointStore = {
      load: async () => kept,
      save: async (state) => {
        kept = structuredClone(state)
      },
    }
    await train(network, data, { ...options, epochs: 1, checkpoint })
    const other = train(network, data, { ...options, epochs: 1, learningRate: 0.02, checkpoint, resume: true })
    await expect(other).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH', given: '0.02', allowed: '0.05' })
    await expect(other).rejects.toThrow(
      'train: learningRate is 0.02; allowed: 0.05, with which the checkpoint was started.',
    )
    const { options: _, ...earlier } = kept!
    kept = earlier
    const unnamed = train(network, data, { ...options, epochs: 1, learningRate: 0.02, checkpoint, resume: true })
    await expect(unnamed).rejects.toThrow(/a checkpoint of other options, another network or other data/)
  })

  it('takes an optimiser by its name, with options beside it', async () => {
    const weights = async (optimiser: NonNullable<TrainOptions['optimiser']>): Promise<Float64Array> =>
      (await train(network, data, { ...options, epochs: 1, optimiser })).model.raw
    const usual = await weights(adam())
    expect(await weights('adam')).toEqual(usual)
    const slower = await weights({ name: 'adam', beta1: 0.5 })
    expect(slower).toEqual(await weights(adam({ beta1: 0.5 })))
    expect(slower).not.toEqual(usual)
  })

  it.each([
    ['sdg', 'train: optimiser is "sdg"; allowed: adam.'],
    [{ name: 'adam', beta: 0.5 }, 'adam: there is no option beta; there are beta1, beta2, epsilon.'],
    [{ name: 'adam', beta2: 1 }, 'adam: beta2 is 1; allowed: a finite number of at least 0 and below 1.'],
    [null, /train: optimiser is null/],
  ])('refuses the optimiser %j', async (optimiser, message) => {
    const made = train(network, data, { ...options, optimiser: optimiser as 'adam' })
    await expect(made).rejects.toMatchObject({ code: 'TRAINING_OPTION' })
    await expect(made).rejects.toThrow(message)
  })

  it('refuses to resume under an optimiser of other settings', async () => {
    let kept: TrainingState | null = null
    const checkpoint: CheckpointStore = {
      load: async () => kept,
      save: async (state) => {
        kept = structuredClone(state)
      },
    }
    await train(network, data, { ...options, epochs: 1, checkpoint })
    const other = train(network, data, {
      ...options,
      epochs: 1,
      optimiser: adam({ beta1: 0.1 }),
      checkpoint,
      resume: true,
    })
    await expect(other).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH', given: '0.1', allowed: '0.9' })
    await expect(other).rejects.toThrow(
      'train: optimiser.beta1 is 0.1; allowed: 0.9, with which the checkpoint was started.',
    )
  })

  it('stops early when patience ends', async () => {
    // Adam at a vanishing rate moves no float32 parameter, so no epoch is better than the start.
    const result = await train(network, data, { ...options, learningRate: 1e-30, patience: 2 })
    expect(result.stopped).toBe('patience')
    expect(result.epochs).toBe(2)
  })

  it('names the block when a network diverges', async () => {
    const unstable = residualNetwork({ dimension: 1, blocks: 12, kernel: { width: 3 }, activation: peronaMalik })
    const initial = unstable.parametrisation.initial(0).map(() => 1e30)
    await expect(train(unstable, data, { ...options, initial })).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' })
  })

  it.each([
    ['a huge learning rate', { learningRate: 1e9 }],
    [
      'an optimiser that leaves the numbers',
      { optimiser: { ...adam(), step: (raw: Float64Array) => void raw.fill(Number.NaN) } },
    ],
  ])('names the parameter that %s drives too far', async (_what, wrong) => {
    const error: DivergenceError = await train(network, data, { ...options, ...wrong }).then(
      () => expect.unreachable(),
      (reason) => reason,
    )
    expect(error).toMatchObject({ code: 'TRAINING_DIVERGED', given: { epoch: 1 } })
    expect(error.message).toMatch(/parameter block0\.(kernel|lambda) became (Infinity|0|NaN)/)
  })

  it('tells how far it is, also while it tries its starts', async () => {
    const seen: TrainProgress[] = []
    await train(network, data, {
      ...options,
      epochs: 2,
      initialisations: 2,
      trialEpochs: 3,
      onProgress: (progress) => seen.push(progress),
    })
    const told = seen.map(({ phase, epoch, epochs }) => `${phase} ${epoch}/${epochs}`)
    expect(told.join(', ')).toBe(
      'starts 1/6, starts 2/6, starts 3/6, starts 4/6, starts 5/6, starts 6/6, training 1/2, training 2/2',
    )
    const starts = seen.slice(0, 6).map(({ bestPsnr }) => bestPsnr)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
  })

  it('learns the same on the reference backend up to rounding', { timeout: 30_000 }, async () => {
    const backend = await createBackend('reference')
    const short = { ...options, epochs: 2 }
    const [reference, wasm] = [await train(network, data, { ...short, backend }), await train(network, data, short)]
    // float32 against float64 over ten Adam steps of size 0.05; gradients agree to about 1e-5 of their norm.
    reference.model.raw.forEach((value, i) => {
      expect(Math.abs(value - wasm.model.raw[i]!)).toBeLessThan(1e-2 * Math.max(1, Math.abs(value)))
    })
  })

  it.each([
    [{ epochs: 1.5 }, /epochs/],
    [{ batch: 0 }, /batch/],
    [{ learningRate: Number.NaN }, /learningRate/],
    [{ resume: true }, /resume/],
    [{ initial: new Float64Array(1) }, /initial/],
  ])('refuses %o', async (wrong, message) => {
    await expect(train(network, data, { ...options, ...wrong })).rejects.toThrow(message)
  })

  it('refuses data with NaN or a wrong length', async () => {
    const { noisy, clean } = data.train
    const broken = { clean, noisy: { ...noisy, data: noisy.data.with(5, Number.NaN) } }
    await expect(train(network, { ...data, train: broken }, options)).rejects.toMatchObject({ code: 'SIGNALS_VALUE' })
    const short = { noisy, clean: { ...clean, data: clean.data.slice(1) } }
    await expect(train(network, { ...data, train: short }, options)).rejects.toMatchObject({ code: 'SIGNALS_LENGTH' })
    const fewer = { noisy, clean: data.validation.clean }
    await expect(train(network, { ...data, train: fewer }, options)).rejects.toMatchObject({ code: 'PAIRS_SHAPE' })
  })
})
