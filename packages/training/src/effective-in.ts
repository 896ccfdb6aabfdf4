import type { NumeuralError } from '@numeural/errors'
import type { Evaluation, Parametrisation } from '@numeural/schemes'
import { parameterDivergence } from './divergence.js'

/**
 * The effective parameters in an epoch, in the evaluation's own array; raw ones that a step has driven too far end the
 * run.
 *
 * @param isKept whether a checkpoint holds the state after the last whole epoch
 */
export function effectiveIn(
  epoch: number,
  { layout }: Pick<Parametrisation, 'layout'>,
  evaluation: Evaluation,
  raw: Float64Array,
  isKept: boolean,
): Float64Array {
  for (const { label, rawOffset, rawLength } of layout) {
    for (let k = rawOffset; k < rawOffset + rawLength; k++) {
      if (!Number.isFinite(raw[k])) throw parameterDivergence(epoch, label, raw[k]!, isKept)
    }
  }
  try {
    return evaluation.forward(raw)
  } catch (error) {
    const { code, given } = error as NumeuralError
    if (code !== 'PARAMETER_DIVERGED') throw error
    const { parameter, value } = given as { parameter: string; value: number }
    throw parameterDivergence(epoch, parameter, value, isKept)
  }
}
