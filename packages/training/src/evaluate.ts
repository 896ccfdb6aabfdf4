import { type Backend, createBackend, psnr, psnrOf, requireBackend } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import type { Network } from '@numeural/schemes'
import { checkPairs } from './check-pairs.js'
import { lossPlan } from './loss-plan.js'
import { requireOptions } from './require-options.js'

/** What {@link evaluate} needs. */
export interface EvaluateOptions {
  readonly network: Network
  /** Raw parameters, as trained. */
  readonly raw: Float64Array
  readonly pairs: SignalPairs
  /** Default: a `wasm` backend made for this call. */
  readonly backend?: Backend
}

/** Figures of a network on a data set. */
export interface Evaluation {
  /** Of the mean squared error over the whole set, in dB, peak 255. */
  readonly psnr: { readonly noisy: number; readonly test: number }
  /** Mean squared error, in squared grey values. */
  readonly loss: number
  /** Number of signals. */
  readonly count: number
}

/**
 * Applies a network to noisy signals and compares with the clean ones.
 *
 * @throws ParameterError `TRAINING_OPTION` for an option that is missing, ShapeError for pairs that do not fit
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  requireOptions('evaluate', options, ['network', 'raw', 'pairs'])
  const { network, raw, pairs } = options
  checkPairs(pairs, 'evaluation')
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const { noisy, clean } = pairs
  const program = await backend.compile(lossPlan(network, noisy.shape))
  try {
    const { loss } = await program.run({
      batch: noisy.count,
      inputs: { noisy: noisy.data, clean: clean.data },
      parameters: Float32Array.from(network.parametrisation.effective(raw)),
    })
    const mse = loss![0]! / noisy.data.length
    return {
      psnr: { noisy: psnr(noisy.data, clean.data), test: psnrOf(mse) },
      loss: mse,
      count: noisy.count,
    }
  } finally {
    program.dispose()
    if (options.backend === undefined) backend.dispose()
  }
}
