import { type Backend, createBackend, firstBeyond, growthLimits, psnr, psnrOf, requireBackend } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { DivergenceError, requireKnown } from '@numeural/errors'
import { largestOffset, type Model } from '@numeural/schemes'
import { checkDimension } from './check-dimension.js'
import { checkPairs } from './check-pairs.js'
import { requireNetwork } from './require-network.js'
import { evaluationPlan } from './squared-error.js'

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
 * @throws DivergenceError `EVALUATION_DIVERGED` for results that are not finite or lie beyond the noisy signals by more
 *   than 1000 times their range
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
  checkDimension(model.network, data.noisy.shape, 'evaluation')
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const { noisy, clean } = data
  const program = await backend.compile(evaluationPlan(model.network, noisy.shape))
  try {
    const { loss, highest, lowest } = await program.run({
      batch: noisy.count,
      inputs: { noisy: noisy.data, clean: clean.data },
      parameters: Float32Array.from(model.effective),
    })
    refuseDivergence(model, data, [loss![0]!, highest![0]!, -lowest![0]!])
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

function refuseDivergence(
  { network }: Model,
  { noisy }: SignalPairs,
  [loss, highest, lowest]: readonly [number, number, number],
): void {
  const limits = growthLimits(noisy.data, largestOffset(network))
  const extremes = [highest, lowest]
  const broken = Number.isFinite(loss) ? firstBeyond(extremes, limits) : 0
  if (broken < 0) return
  throw new DivergenceError(`The model diverged: its results reach ${extremes[broken]}.`, {
    code: 'EVALUATION_DIVERGED',
    given: extremes[broken],
    allowed: `results within 1000 times the range of the signals, here ${limits.least} to ${limits.most}`,
    hint: "Check the model's step size by certify(), and the scale of the signals.",
  })
}
