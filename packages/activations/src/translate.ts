import { requireKnown, requireNumber } from '@numeural/errors'
import type { Graph } from '@numeural/formula'
import { checkNonlinearity } from './check.js'
import { executableForm, sourceFace } from './closed-form.js'
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
  /**
   * Grid size h > 0, on which the shrinkage function depends: S(r) = r(1 − (4τ/h²) g(√2 r/h)). The other faces are
   * functions of a derivative and do not. Default 1, which is also that of a formula that gives S.
   */
  readonly gridSize?: number
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
    gridSize: true,
  } satisfies Record<keyof TranslateOptions, true>)
  const { parameters = {}, tau = defaultTau, gridSize = 1 } = options
  requireFace(nonlinearity, face)
  requireTau(tau)
  requireNumber({ owner: 'translate', option: 'gridSize', code: 'TRANSLATE_OPTION' }, gridSize, { above: 0 })
  const resolved = resolveParameters(nonlinearity.name, nonlinearity.parameters, parameters)
  checkNonlinearity(nonlinearity)
  const values = { ...resolved, tau }
  if (face === 'shrinkage' && gridSize !== 1) return shrinkageOnGrid(nonlinearity, values, gridSize)
  return faceFunction(nonlinearity, face, values)
}

/** S(r) = r − (2√2 τ/h) Φ(√2 r/h). */
function shrinkageOnGrid(
  nonlinearity: Nonlinearity,
  values: Readonly<Record<string, number>> & { readonly tau: number },
  h: number,
): ScalarFunction {
  const flux = faceFunction(nonlinearity, 'activation', values)
  return (r) => r - ((2 * Math.SQRT2 * values.tau) / h) * flux((Math.SQRT2 * r) / h)
}

/** A face at values that are known to be allowed. */
function faceFunction(
  nonlinearity: Nonlinearity,
  face: FaceName,
  values: Readonly<Record<string, number>>,
): ScalarFunction {
  const formula = executableForm(nonlinearity, face)
  if (formula !== undefined) return scalarEvaluator(formula, values)
  const source = sourceFace(nonlinearity)
  const graph = nonlinearity.faces[source] as Graph
  if (source === 'diffusivity') return regulariserFromDiffusivity(graph, values)
  return source === 'activation' ? regulariserFromActivation(graph, values) : regulariserFromShrinkage(graph, values)
}
