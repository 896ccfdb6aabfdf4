import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Certificate, certify } from '@numeural/certificates'
import type { DenoisingSplits } from '@numeural/datasets'
import type { Network } from '@numeural/schemes'
import { evaluate, type TrainResult, train } from '@numeural/training'
import { fileCheckpoint, saveModel } from '@numeural/training/node'
import { trainingDefaults } from '../defaults.js'
import { UsageError } from '../errors/usage-error.js'
import { WorkError } from '../errors/work-error.js'
import { certificateRows } from '../output/certificate-rows.js'
import { decibels, numberText } from '../output/number-text.js'
import { parameterValues } from '../output/parameter-values.js'
import { table } from '../output/table.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { buildNetwork } from './build-network.js'
import { replacedModel } from './replaced-model.js'
import { type SignalSource, splitsOf } from './signal-data.js'
import type { TrainDenoiseOptions } from './train-denoise-options.js'

/** Trains a network on 1D signals, writes the model and measures it on the test set. */
export async function trainDenoise(session: Session, options: TrainDenoiseOptions): Promise<Outcome> {
  if (options.smoothness !== undefined && options.weights !== 'dynamic') {
    throw new UsageError(`--smoothness ${options.smoothness}`, `it goes with --weights dynamic, not ${options.weights}`)
  }
  const folder = await modelFolder(session, options.out)
  const network = await buildNetwork(session, options)
  const source = sourceOf(session, options)
  const splits = await splitsOf(source, options.seed)
  const old = options.resume ? null : await replacedModel(session, folder)
  if (old !== null) session.note(`${options.out}: replaces the model that was there (${old})`)
  const result = await runTraining(session, options, network, splits, folder)
  const test = await evaluate(result.model, splits.test, { backend: await session.backend() })
  const certificate = certify(result.model)
  const psnr = { noisy: test.psnr.noisy, validation: result.psnr.validation, test: test.psnr.test }
  await saveModel(result.model, folder, {
    data: { ...source },
    training: recorded(options, result),
    figures: { ...psnr, before: result.psnr.before, firstLoss: result.loss.first, lastLoss: result.loss.last },
  })
  return {
    json: {
      model: folder,
      architecture: options.architecture,
      weights: options.weights,
      ...(options.weights === 'dynamic' ? { smoothness: result.smoothness } : {}),
      parameters: { count: result.model.raw.length, values: parameterValues(result.model) },
      epochs: result.epochs,
      bestEpoch: result.bestEpoch,
      stopped: result.stopped,
      loss: result.loss,
      psnr,
      certificate,
      backend: result.backend,
      seconds: result.seconds,
    },
    text: describe(options, network.nonlinearity.name, result, psnr, certificate),
  }
}

/** The folder of the model, made if it is missing, so that a wrong place is known before the training. */
async function modelFolder(session: Session, out: string): Promise<string> {
  if (out === '') throw new UsageError("--out ''", 'name a folder for the model')
  const folder = session.path(out)
  const found = await stat(folder).catch(() => null)
  if (found !== null && !found.isDirectory()) throw new UsageError(`--out ${out}`, 'this is a file; name a folder')
  if (found === null && (await stat(dirname(folder)).catch(() => null)) === null) {
    throw new WorkError(`--out ${out}`, `there is no folder ${dirname(folder)}; create it first`)
  }
  await mkdir(folder, { recursive: true })
  return folder
}

function sourceOf(session: Session, { data, noise }: TrainDenoiseOptions): SignalSource {
  if (data === 'synthetic') return { kind: 'synthetic', noise, length: trainingDefaults.length }
  return { kind: 'files', noise, path: session.path(data) }
}

async function runTraining(
  session: Session,
  options: TrainDenoiseOptions,
  network: Network,
  splits: DenoisingSplits,
  folder: string,
): Promise<TrainResult> {
  const { epochs, batch, learningRate, seed, resume, smoothness } = options
  const bar = await session.progress('training')
  const result = await train(network, splits, {
    epochs,
    batch,
    learningRate,
    seed,
    resume,
    ...(smoothness === undefined ? {} : { smoothness }),
    checkpoint: fileCheckpoint(join(folder, 'checkpoint.safetensors')),
    backend: await session.backend(),
    signal: session.signal,
    onProgress: ({ phase, epoch, epochs: all, bestPsnr }) =>
      bar.update(epoch, all, `${phase === 'starts' ? 'random starts' : `epoch ${epoch}`}, best ${decibels(bestPsnr)}`),
  })
  bar.stop()
  return result
}

function recorded(options: TrainDenoiseOptions, result: TrainResult): Record<string, string | number | boolean | null> {
  const { architecture, batch, learningRate, seed, norm, weights } = options
  return {
    architecture,
    epochs: result.epochs,
    bestEpoch: result.bestEpoch,
    batch,
    learningRate,
    seed,
    norm,
    backend: result.backend,
    weights,
    ...(weights === 'dynamic' ? { smoothness: result.smoothness } : {}),
  }
}

function describe(
  options: TrainDenoiseOptions,
  activation: string,
  result: TrainResult,
  psnr: { readonly noisy: number; readonly validation: number; readonly test: number },
  certificate: Certificate,
): string[] {
  return [
    ...table([
      ['architecture', `${options.architecture}, ${options.blocks} blocks, ${options.weights} weights, ${activation}`],
      ['parameters', String(result.model.raw.length)],
      ['epochs', `${result.epochs} (best: ${result.bestEpoch})`],
      ['loss', `${numberText(result.loss.first)} → ${numberText(result.loss.last)}`],
      ['PSNR noisy', decibels(psnr.noisy)],
      ['PSNR validation', decibels(psnr.validation)],
      ['PSNR test', decibels(psnr.test)],
      ...certificateRows(certificate),
      ['backend', result.backend],
      ['time', `${numberText(result.seconds)} s`],
    ]),
    '',
    `written: ${options.out}`,
  ]
}
