import { requireKnown, requireOneOf } from '@numeural/errors'
import { float32, float64 } from '@numeural/formula'
import { checkNonlinearity } from '../check.js'
import { defaultTau } from '../face.js'
import { formulaBounds } from '../formula-bounds.js'
import type { Nonlinearity } from '../nonlinearity.js'
import { type ParameterValues, requireTau, resolveParameters } from '../parameter.js'
import { requireNonlinearity } from '../require-nonlinearity.js'
import { computeEvaluation, type EvaluationBounds } from './evaluation.js'

/** What {@link evaluationOf} is asked about. */
export interface EvaluationOptions {
  /** The numbers that backends compute with. Default `float32`, as networks do. */
  readonly dtype?: 'float32' | 'float64'
  /** See `fluxGraph`. */
  readonly tau?: number
}

const by = { owner: 'evaluationOf', code: 'EVALUATION_OPTION' }
const known = new WeakMap<Nonlinearity, Map<string, EvaluationBounds>>()

/**
 * Whether the bounds of a nonlinearity hold for what is computed. `boundsOf` speaks of the function; where its formula
 * cancels, overflows or underflows, rounded numbers can be far outside, or none. Proved by an error analysis for every
 * number of a range, with the errors that functions have on the `wasm` and `reference` backends; computed once for
 * every set of values, and kept.
 *
 * @throws ParameterError `EVALUATION_OPTION`, and as `boundsOf`
 */
export function evaluationOf(
  nonlinearity: Nonlinearity,
  parameters: ParameterValues = {},
  options: EvaluationOptions = {},
): EvaluationBounds {
  requireNonlinearity({ ...by, option: 'nonlinearity' }, nonlinearity)
  requireKnown(by, options, { dtype: true, tau: true } satisfies Record<keyof EvaluationOptions, true>)
  const { dtype = 'float32', tau = defaultTau } = options
  requireOneOf({ ...by, option: 'dtype' }, dtype, ['float32', 'float64'])
  requireTau(tau)
  const values = resolveParameters(nonlinearity.name, nonlinearity.parameters, parameters)
  checkNonlinearity(nonlinearity)
  const cache = known.get(nonlinearity) ?? new Map<string, EvaluationBounds>()
  known.set(nonlinearity, cache)
  const key = JSON.stringify([dtype, tau, values])
  const type = dtype === 'float32' ? float32 : float64
  const found =
    cache.get(key) ?? computeEvaluation(nonlinearity, values, tau, formulaBounds(nonlinearity, values, tau), type)
  cache.set(key, found)
  return found
}
