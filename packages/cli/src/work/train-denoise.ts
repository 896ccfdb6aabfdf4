import { join } from 'node:path'
import { type Certificate, certify } from '@numeural/certificates'
import type { DenoisingSplits } from '@numeural/datasets'
import { isBlockNetwork, type Network } from '@numeural/schemes'
import { evaluate, type TrainResult, train } from '@numeural/training'
import { fileCheckpoint, saveModel } from '@numeural/training/node'
import { trainingDefaults } from '../defaults.js'
import { Interruption } from '../errors/interruption.js'
import { UsageError } from '../errors/usage-error.js'
import { certificateRows } from '../output/certificate-rows.js'
import { learnedRows } from '../output/learned-rows.js'
import { decibels, numberText } from '../output/number-text.js'
import { parameterValues } from '../output/parameter-values.js'
import { table } from '../output/table.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { type Baseline, baselineOf, remarkOnBaseline } from './baseline.js'
import { buildNetwork } from './build-network.js'
import { checkpointFile, isThere, modelFolder } from './model-folder.js'
import { notedOptions, resumedOptions } from './resumed-options.js'
import { type SignalSource, splitsOf } from './signal-data.js'
import type { TrainDenoiseOptions } from './train-denoise-options.js'

/**
 * Trains a network on 1D signals, writes the model and measures it on the test set.
 *
 * @param given names of the options that were written, not left to their defaults
 */
export async function trainDenoise(
  session: Session,
  written: TrainDenoiseOptions,
  given: ReadonlySet<string>,
): Promise<Outcome> {
  const folder = await modelFolder(session, written)
  const options = await settledOptions(session, written, given, folder)
  if (options.smoothness !== undefined && options.weights !== 'dynamic') {
    throw new UsageError(`--smoothness ${options.smoothness}`, `it goes with --weights dynamic, not ${options.weights}`)
  }
  const network = await buildNetwork(session, options)
  const source = sourceOf(options)
  const splits = await splitsOf(source, options.seed)
  const result = await runTraining(session, options, network, splits, folder)
  const backend = await session.backend()
  const test = await evaluate(result.model, splits.test, { backend })
  const certificate = certify(result.model)
  const psnr = { noisy: test.psnr.noisy, validation: result.psnr.validation, test: test.psnr.test }
  await saveModel(result.model, folder, {
    data: { ...source },
    training: recorded(options, result),
    figures: { ...psnr, before: result.psnr.before, firstLoss: result.loss.first, lastLoss: result.loss.last },
  })
  const baseline = await baselineOf(splits.test, backend)
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
      baseline,
      certificate,
      backend: result.backend,
      seconds: result.seconds,
    },
    text: describe(options, network, result, psnr, baseline, certificate),
  }
}

/** The options with the data by its whole path; those of the checkpoint where the training goes on from one. */
async function settledOptions(
  session: Session,
  written: TrainDenoiseOptions,
  given: ReadonlySet<string>,
  folder: string,
): Promise<TrainDenoiseOptions> {
  const { data } = written
  const options = { ...written, data: data === 'synthetic' ? data : session.path(data) }
  if (!options.resume) return options
  const notes = await fileCheckpoint(join(folder, checkpointFile)).notes()
  if (notes !== null) return resumedOptions(options, given, notes.options)
  session.note(`${options.out}: there is no checkpoint to go on from; the training begins`)
  return options
}

function sourceOf({ data, noise }: TrainDenoiseOptions): SignalSource {
  if (data === 'synthetic') return { kind: 'synthetic', noise, length: trainingDefaults.length }
  return { kind: 'files', noise, path: data }
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
  // Random starts are tried before the first epoch: they count in the same bar.
  let trials = 0
  const work = train(network, splits, {
    epochs,
    batch,
    learningRate,
    seed,
    resume,
    ...(smoothness === undefined ? {} : { smoothness }),
    checkpoint: fileCheckpoint(join(folder, checkpointFile), { options: notedOptions(options) }),
    backend: await session.backend(),
    signal: session.signal,
    onProgress: ({ phase, epoch, epochs: all, bestPsnr }) => {
      if (phase === 'starts') trials = all
      const what = phase === 'starts' ? `trying random starts, epoch ${epoch} of ${all}` : `epoch ${epoch} of ${all}`
      bar.update(phase === 'starts' ? epoch : trials + epoch, trials + epochs, `${what}, best ${decibels(bestPsnr)}`)
    },
  })
  try {
    return await work
  } catch (error) {
    if (!session.signal.aborted) throw error
    throw new Interruption(await wayOn(options, folder), { cause: error })
  } finally {
    bar.stop()
  }
}

/** How to go on after an interruption. */
async function wayOn({ out }: TrainDenoiseOptions, folder: string): Promise<string> {
  if (!(await isThere(join(folder, checkpointFile)))) return 'no epoch was finished, nothing is kept'
  const quoted = /^[\w./~-]+$/.test(out) ? out : `'${out.replaceAll("'", "'\\''")}'`
  return `the checkpoint is kept; go on with numeural train denoise --out ${quoted} --resume`
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
  { architecture, weights, out }: TrainDenoiseOptions,
  network: Network,
  result: TrainResult,
  psnr: { readonly noisy: number; readonly validation: number; readonly test: number },
  baseline: Baseline,
  certificate: Certificate,
): string[] {
  const parts = isBlockNetwork(network)
    ? [architecture, `${network.blocks} blocks`, `${weights} weights`, network.nonlinearity.name]
    : [architecture]
  return [
    ...table([
      ['architecture', parts.join(', ')],
      ['parameters', String(result.model.raw.length)],
      ...learnedRows(result.model),
      ['epochs', `${result.epochs} (best: ${result.bestEpoch})`],
      ['loss', `${numberText(result.loss.first)} → ${numberText(result.loss.last)}`],
      ['PSNR noisy', decibels(psnr.noisy)],
      ['PSNR validation', decibels(psnr.validation)],
      ['PSNR test', decibels(psnr.test)],
      ['PSNR untrained', `${decibels(baseline.psnr)} (plain denoise, ${baseline.scheme})`],
      ...certificateRows(certificate),
      ['backend', result.backend],
      ['time', `${numberText(result.seconds)} s`],
    ]),
    ...remarkOnBaseline(baseline, psnr.test),
    '',
    `written: ${out}`,
  ]
}
