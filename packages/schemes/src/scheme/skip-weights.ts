import { ParameterError } from '@numeural/errors'
import { analyseScheme, weightOf } from './analyse-scheme.js'
import { defaultsAt } from './consistency-samples.js'
import { type Scheme, type SchemeSignal, schemeSignals } from './scheme.js'

/** What every signal counts for in a step: u⁺ = Σ weight · signal. */
export type SkipWeights = Readonly<Record<SchemeSignal, number>>

/**
 * The weights of a step's skip connections and of its flux, by symbolic differentiation of the scheme's formula: the
 * derivatives of u⁺ with respect to `u`, `previous`, `start`, `flux` and `startFlux`. The first three add up to 1.
 *
 * @param values of the scheme's parameters; defaults (those of step `l`) for the ones left out
 * @param l step within the cycle, from 0. In step 0 of a cyclic scheme there is no `previous`:
 *   its weights are those of `first`.
 * @param L steps in a cycle; default the scheme's
 * @throws ParameterError `PARAMETER_UNKNOWN`, `SCHEME_STEP`, and what `analyseScheme` throws
 * @example
 * skipWeights(duFortFrankel, { tau: 0.5, alpha: 3 })   // u: 1.5, previous: −0.5, flux: −0.25, others 0
 */
export function skipWeights(
  scheme: Scheme,
  values: Readonly<Record<string, number>> = {},
  l = 0,
  L = scheme.length ?? 1,
): SkipWeights {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(scheme.parameters, name))
  if (unknown !== undefined) {
    throw new ParameterError(`The scheme '${scheme.name}' has no parameter '${unknown}'.`, {
      code: 'PARAMETER_UNKNOWN',
      given: unknown,
      allowed: Object.keys(scheme.parameters),
      hint: `Its parameters are ${Object.keys(scheme.parameters).join(', ')}.`,
    })
  }
  if (!Number.isInteger(L) || L < 1 || !Number.isInteger(l) || l < 0 || l >= L) {
    throw new ParameterError(`There is no step ${l} in a cycle of ${L} steps.`, {
      code: 'SCHEME_STEP',
      given: { l, L },
      allowed: 'whole numbers 0 ≤ l < L',
      hint: 'Count the steps of a cycle from 0.',
    })
  }
  const { update, first } = analyseScheme(scheme)
  const form = scheme.length !== null && l === 0 ? (first ?? update) : update
  const at = { ...defaultsAt(scheme, l, L), ...values, l, L }
  return Object.fromEntries(schemeSignals.map((signal) => [signal, weightOf(form, signal, at)])) as SkipWeights
}
