import { peronaMalik } from '@numeural/activations'
import { type Certificate, certify } from '@numeural/certificates'
import { PlanBuilder } from '@numeural/core'
import { denoisingSignals, type SignalPairs } from '@numeural/datasets'
import { type Model, modelOf, type Network, symmetricResNet } from '@numeural/schemes'
import { evaluate, type ModelRecord, type TrainEpoch, train } from '@numeural/training'
import { saveModel } from '@numeural/training/node'
import { decibels } from '../../output/number-text.js'
import { parameterValues } from '../../output/parameter-values.js'
import type { DemoContext } from '../progress.js'
import type { DemoSettings } from '../settings.js'
import { classicalBaseline } from './classical-baseline.js'

/** A signal of the test set, and what the trained network makes of it. */
export interface SignalExample {
  readonly clean: Float32Array
  readonly noisy: Float32Array
  readonly denoised: Float32Array
}

/** PSNR in dB of one data set. */
interface SignalFigures {
  readonly noisy: number
  readonly classical: number
  readonly before: number
  readonly after: number
}

/** What the training gave. */
export interface TrainPart {
  readonly network: Network
  /** On the test signals, in dB: the noisy signals, classical diffusion, the network before and after the training. */
  readonly psnr: SignalFigures
  /** The same on the validation signals, as the training saw them. */
  readonly validation: SignalFigures
  readonly history: readonly TrainEpoch[]
  readonly epochs: number
  readonly bestEpoch: number
  readonly loss: { readonly first: number; readonly last: number }
  /** Number of trained numbers, and the effective ones by name. */
  readonly parameters: { readonly count: number; readonly values: Readonly<Record<string, readonly number[]>> }
  readonly certificate: Certificate
  readonly example: SignalExample
  readonly seconds: number
}

/**
 * Trains a symmetric residual network on piecewise linear signals, measures it, and saves it as a model in `folder`.
 */
export async function trainPart(
  { seed, backend, signal, report }: DemoContext,
  { pairs, noise, blocks, kernelWidth, epochs, batch, learningRate, classical }: DemoSettings['training'],
  folder: string,
): Promise<TrainPart> {
  const started = performance.now()
  const splits = denoisingSignals({ ...pairs, sigma: noise, seed })
  const network = symmetricResNet({ dimension: 1, blocks, kernel: { width: kernelWidth }, activation: peronaMalik })
  report({ part: 'training', done: 0, total: epochs, detail: 'choosing a start' })
  const result = await train(network, splits, {
    epochs,
    batch,
    learningRate,
    seed,
    backend,
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ phase, epoch, epochs: all, bestPsnr }) =>
      report({
        part: 'training',
        done: phase === 'starts' ? 0 : epoch,
        total: epochs,
        detail: phase === 'starts' ? `choosing a start, ${epoch}/${all}` : `validation ${decibels(bestPsnr)}`,
      }),
  })
  const { model } = result
  const before = await evaluate(modelOf(network, result.initial), splits.test, { backend })
  const after = await evaluate(model, splits.test, { backend })
  const psnr = {
    noisy: after.psnr.noisy,
    classical: await classicalBaseline(backend, splits.test, blocks, classical),
    before: before.psnr.test,
    after: after.psnr.test,
  }
  const record: ModelRecord = {
    data: { kind: 'synthetic', noise, length: splits.test.clean.shape.width },
    training: {
      architecture: 'symmetric',
      epochs: result.epochs,
      bestEpoch: result.bestEpoch,
      batch,
      learningRate,
      seed,
    },
    figures: { noisy: psnr.noisy, before: psnr.before, test: psnr.after, validation: result.psnr.validation },
  }
  await saveModel(model, folder, record)
  return {
    network,
    psnr,
    validation: {
      noisy: result.psnr.noisy,
      classical: await classicalBaseline(backend, splits.validation, blocks, classical),
      before: result.psnr.before,
      after: result.psnr.validation,
    },
    history: result.history,
    epochs: result.epochs,
    bestEpoch: result.bestEpoch,
    loss: result.loss,
    parameters: { count: model.raw.length, values: parameterValues(model) ?? {} },
    certificate: certify(model),
    example: await exampleOf({ backend }, model, splits.test),
    seconds: (performance.now() - started) / 1000,
  }
}

/** The first test signal through the network. */
async function exampleOf(
  { backend }: Pick<DemoContext, 'backend'>,
  { network, effective }: Model,
  { clean, noisy }: SignalPairs,
): Promise<SignalExample> {
  const builder = new PlanBuilder('float32')
  builder.output('denoised', network.trace(builder, builder.input('noisy', noisy.shape)))
  const program = await backend.compile(builder.finish())
  try {
    const first = noisy.data.slice(0, noisy.shape.width)
    const { denoised } = await program.run({
      batch: 1,
      inputs: { noisy: first },
      parameters: Float32Array.from(effective),
    })
    return { clean: clean.data.slice(0, clean.shape.width), noisy: first, denoised: Float32Array.from(denoised!) }
  } finally {
    program.dispose()
  }
}
