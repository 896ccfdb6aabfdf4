import { requireKnown } from '@numeural/errors'
import type { Graph } from '@numeural/formula'
import { checkNonlinearity } from './check.js'
import { closedForm, sourceFace } from './closed-form.js'
import {
  regulariserFromActivation,
  regulariserFromDiffusivity,
  regulariserFromShrinkage,
  type ScalarFunction,
} from './conversions/to-regulariser.js'
import { defaultTau, type FaceName } from './face.js'
import { requireFace } from './face-error.js'
import type { Nonlinearity } from './nonlinearity.js'
import { type ParameterValues, requireTau, resolveParameters } from './parameter.js'
import { requireNonlinearity } from './require-nonlinearity.js'
import { scalarEvaluator } from './scalar-evaluator.js'

/** At which parameters and time step a nonlinearity is meant. */
export interface TranslateOptions {
  /** Values of parameters; those left out take their defaults. */
  readonly parameters?: ParameterValues
  /** Time step τ = α > 0; default 1/4. */
  readonly tau?: number
}

/**
 * One face of a nonlinearity as a function of r in float64 (T20, Table 1): from its formula where there is one, a
 * regulariser otherwise by quadrature (error below 1e-10·Ψ + 1e-14·r²).
 *
 * @throws ParameterError for unknown parameters, values outside their domain (NaN included), a τ that is not positive,
 *   and `FACE_UNDEFINED` for the regulariser or shrinkage function of an activation that is not odd
 */
export function translate(nonlinearity: Nonlinearity, face: FaceName, options: TranslateOptions = {}): ScalarFunction {
  requireNonlinearity({ owner: 'translate', option: 'nonlinearity', code: 'NONLINEARITY' }, nonlinearity)
  requireKnown({ owner: 'translate', code: 'TRANSLATE_OPTION' }, options, {
    parameters: true,
    tau: true,
  } satisfies Record<keyof TranslateOptions, true>)
  const { parameters = {}, tau = defaultTau } = options
  requireFace(nonlinearity, face)
  requireTau(tau)
  const resolved = resolveParameters(nonlinearity.name, nonlinearity.parameters, parameters)
  checkNonlinearity(nonlinearity)
  return faceFunction(nonlinearity, face, { ...resolved, tau })
}

/** A face at values that are known to be allowed. */
function faceFunction(
  nonlinearity: Nonlinearity,
  face: FaceName,
  values: Readonly<Record<string, number>>,
): ScalarFunction {
  const formula = closedForm(nonlinearity, face)
  if (formula !== undefined) return scalarEvaluator(formula, values)
  const source = sourceFace(nonlinearity)
  const graph = nonlinearity.faces[source] as Graph
  if (source === 'diffusivity') return regulariserFromDiffusivity(graph, values)
  return source === 'activation' ? regulariserFromActivation(graph, values) : regulariserFromShrinkage(graph, values)
}
