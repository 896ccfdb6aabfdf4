import { certify } from '@numeural/certificates'
import type { SignalPairs } from '@numeural/datasets'
import { evaluate, type SavedModel } from '@numeural/training'
import { trainingDefaults } from '../defaults.js'
import { UsageError } from '../errors/usage-error.js'
import type { CommonOptions } from '../options/common-options.js'
import { certificateRows } from '../output/certificate-rows.js'
import { learnedRows } from '../output/learned-rows.js'
import { decibels, numberText } from '../output/number-text.js'
import { parameterValues } from '../output/parameter-values.js'
import { table } from '../output/table.js'
import { loadSavedModel } from '../session/load-saved-model.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { baselineOf, remarkOnBaseline } from './baseline.js'
import { allPairs, type SignalSource, testPairs } from './signal-data.js'

/** Options of `numeural evaluate`. */
export interface EvaluateOptions extends CommonOptions {
  readonly data?: string
  readonly noise?: number
}

/** Measures a trained model: on the test set of its training, or on other signals. */
export async function evaluateModel(session: Session, folder: string, options: EvaluateOptions): Promise<Outcome> {
  const model = await loadSavedModel(session, folder)
  refuseImages(folder, model)
  const pairs = await pairsFor(session, model, options)
  const backend = await session.backend()
  const figures = await evaluate(model, pairs, { backend })
  const baseline = await baselineOf(pairs, backend)
  const certificate = certify(model)
  const { psnr, loss, count } = figures
  return {
    json: {
      psnr,
      loss,
      count,
      baseline,
      parameters: { count: model.raw.length, values: parameterValues(model) },
      certificate,
    },
    text: [
      ...table([
        ['signals', String(count)],
        ['PSNR noisy', decibels(psnr.noisy)],
        ['PSNR test', decibels(psnr.test)],
        ['PSNR untrained', `${decibels(baseline.psnr)} (plain denoise, ${baseline.scheme})`],
        ['mean squared error', numberText(loss)],
        ['parameters', String(model.raw.length)],
        ...learnedRows(model),
        ...certificateRows(certificate),
      ]),
      ...remarkOnBaseline(baseline, psnr.test),
    ],
  }
}

/** The data that there are for a measurement are 1D signals. */
function refuseImages(folder: string, { network }: SavedModel): void {
  if (network.dimension === 1) return
  throw new UsageError(
    folder,
    'the model is made for images, evaluate measures on 1D signals; try numeural denoise IMAGE --add-noise SIGMA --model FOLDER',
  )
}

async function pairsFor(session: Session, model: SavedModel, options: EvaluateOptions): Promise<SignalPairs> {
  const source = recordedSource(model)
  const noise = options.noise ?? source?.noise ?? trainingDefaults.noise
  if (options.data === 'synthetic')
    return await testPairs({ kind: 'synthetic', noise, length: trainingDefaults.length })
  if (options.data !== undefined) return await allPairs(session.path(options.data), noise)
  if (source !== null) return await testPairs({ ...source, noise })
  throw new UsageError('this model does not say what it was trained on', 'give --data FOLDER, or --data synthetic')
}

function recordedSource({ record }: SavedModel): SignalSource | null {
  const { kind, noise, length, path } = record.data
  if (typeof noise !== 'number') return null
  if (kind === 'synthetic' && typeof length === 'number') return { kind, noise, length }
  if (kind === 'files' && typeof path === 'string') return { kind, noise, path }
  return null
}
