import { type Backend, createBackend, psnr, psnrOf, requireBackend } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { requireKnown } from '@numeural/errors'
import type { Model } from '@numeural/schemes'
import { checkPairs } from './check-pairs.js'
import { requireNetwork } from './require-network.js'
import { lossPlan } from './squared-error.js'

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** Default: a `wasm` backend made for this call. */
  readonly backend?: Backend
}

/** Figures of a model on a data set. */
export interface EvaluateResult {
  /** Of the mean squared error over the whole set, in dB, peak 255. */
  readonly psnr: { readonly noisy: number; readonly test: number }
  /** Mean squared error, in squared grey values. */
  readonly loss: number
  /** Number of signals. */
  readonly count: number
  /** What ran: the backend's name. */
  readonly backend: string
}

/**
 * Applies a model to noisy signals and compares with the clean ones.
 *
 * @throws ParameterError `TRAINING_OPTION` for what is no model or no option, ShapeError for pairs that do not fit
 */
export async function evaluate(
  model: Model,
  data: SignalPairs,
  options: EvaluateOptions = {},
): Promise<EvaluateResult> {
  requireKnown({ owner: 'evaluate', code: 'TRAINING_OPTION' }, options, {
    backend: true,
  } satisfies Record<keyof EvaluateOptions, true>)
  requireNetwork('evaluate', model?.network)
  checkPairs(data, 'evaluation')
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const { noisy, clean } = data
  const program = await backend.compile(lossPlan(model.network, noisy.shape))
  try {
    const { loss } = await program.run({
      batch: noisy.count,
      inputs: { noisy: noisy.data, clean: clean.data },
      parameters: Float32Array.from(model.effective),
    })
    const mse = loss![0]! / noisy.data.length
    return {
      psnr: { noisy: psnr(noisy.data, clean.data), test: psnrOf(mse) },
      loss: mse,
      count: noisy.count,
      backend: backend.info.name,
    }
  } finally {
    program.dispose()
    if (options.backend === undefined) backend.dispose()
  }
}
