import { NumeuralError, ParameterError, requireKnown } from '@numeural/errors'
import { parse, textForPeople } from '@numeural/formula'
import { boundsOf } from './bounds.js'
import { closedForm } from './closed-form.js'
import { evaluationOf } from './evaluation/evaluation-of.js'
import { defaultTau, type FaceName, faceNames } from './face.js'
import { hasFace } from './face-error.js'
import { fluxDerivativeGraph } from './flux.js'
import type { Nonlinearity } from './nonlinearity.js'
import { contrastNames, intervalOf, resolveParameters } from './parameter.js'
import { scalarEvaluator } from './scalar-evaluator.js'
import { smallestDiffusivity } from './smallest-diffusivity.js'
import { type TranslateOptions, translate } from './translate.js'

/** What to show of a nonlinearity. */
export interface DictionaryOptions extends Pick<TranslateOptions, 'parameters' | 'tau'> {
  /** Where to evaluate the faces; default 0, ½, 1, 2 and 4 times the contrast parameter, or 1. */
  readonly at?: readonly number[]
}

/** The values of the four faces and of Φ' at one r; null for a face that does not exist. */
export type DictionaryValues = { readonly r: number; readonly derivative: number } & {
  readonly [face in FaceName]: number | null
}

/** What is proved of computed numbers. */
export interface DictionaryEvaluation {
  readonly certified: boolean
  readonly reason: string | null
}

/** A nonlinearity with its four faces, for people and for `numeural dictionary`. */
export interface DictionaryEntry {
  readonly name: string
  readonly definedBy: FaceName
  /** The values of all parameters. */
  readonly parameters: Readonly<Record<string, number>>
  readonly tau: number
  /**
   * As written, or derived and simplified; null where there is no closed form, or none within the limits of the
   * language. `derivative` is Φ'. What is derived can be parsed again.
   */
  readonly formulas: Readonly<Record<FaceName | 'derivative', string | null>>
  readonly bounds: {
    readonly gMax: number
    readonly lipschitz: number
    readonly monotone: boolean
    /** True if all three are. */
    readonly certified: boolean
    /** inf g, where it is proved; else null. */
    readonly gMin: number | null
    /** Whether g_max holds for what is computed in each number type; if not, why. See `evaluationOf`. */
    readonly float32: DictionaryEvaluation
    readonly float64: DictionaryEvaluation
  }
  readonly values: readonly DictionaryValues[]
}

/**
 * The dictionary row of a nonlinearity (T20, Tables 1 and 3): formulas, derivative, bounds and values of all faces.
 * A Lipschitz constant may be Infinity.
 *
 * @throws ParameterError as `translate`, and `AT_INVALID` for points that are not finite
 */
export async function dictionaryEntry(
  nonlinearity: Nonlinearity,
  options: DictionaryOptions = {},
): Promise<DictionaryEntry> {
  const known = { parameters: true, tau: true, at: true } satisfies Record<keyof DictionaryOptions, true>
  requireKnown({ owner: 'dictionaryEntry', code: 'DICTIONARY_OPTION' }, options, known)
  const { parameters = {}, tau = defaultTau, at: given } = options
  const { gMax, lipschitz, monotone } = boundsOf(nonlinearity, parameters, tau)
  const resolved = resolveParameters(nonlinearity.name, nonlinearity.parameters, parameters)
  const [contrastName] = contrastNames(nonlinearity.parameters)
  const contrast = contrastName === undefined ? 1 : resolved[contrastName]
  const at = given ?? [0, 0.5, 1, 2, 4].map((factor) => factor * contrast)
  requireFinite(at)
  const slope = scalarEvaluator(fluxDerivativeGraph(nonlinearity, tau), resolved)
  const evaluated = (dtype: 'float32' | 'float64'): DictionaryEvaluation => {
    const { certified, reason } = evaluationOf(nonlinearity, parameters, { dtype, tau })
    return { certified, reason }
  }
  const functions = faceNames
    .filter((face) => hasFace(nonlinearity, face))
    .map((face) => [face, translate(nonlinearity, face, { parameters, tau })] as const)
  const missing = { diffusivity: null, regulariser: null, shrinkage: null, activation: null }
  return {
    name: nonlinearity.name,
    definedBy: nonlinearity.definedBy,
    parameters: resolved,
    tau,
    formulas: await formulasOf(nonlinearity),
    bounds: {
      gMax: gMax.value,
      lipschitz: lipschitz.value,
      monotone: monotone.value,
      certified: gMax.certified && lipschitz.certified && monotone.certified,
      gMin: smallestDiffusivity(nonlinearity, resolved, tau),
      float32: evaluated('float32'),
      float64: evaluated('float64'),
    },
    values: at.map((r) => ({
      r,
      ...missing,
      ...Object.fromEntries(functions.map(([face, f]) => [face, f(r)])),
      derivative: slope(r),
    })),
  }
}

async function formulasOf(nonlinearity: Nonlinearity): Promise<DictionaryEntry['formulas']> {
  const { simplified, derivative } = await textForPeople()
  const { parameters } = nonlinearity
  const ranges = Object.fromEntries(Object.entries(parameters).map(([name, { domain }]) => [name, intervalOf(domain)]))
  const rangesAndTau = { ...ranges, tau: intervalOf('positive') }
  const symbols = ['r', 'tau', ...Object.keys(parameters)]
  const text = (face: FaceName): string | null => {
    const written = nonlinearity.formulas[face]
    if (written !== undefined) return written
    const derived = hasFace(nonlinearity, face) ? closedForm(nonlinearity, face) : undefined
    return derived === undefined ? null : ifReadable(() => simplified(derived, rangesAndTau), symbols)
  }
  const flux = closedForm(nonlinearity, 'activation')
  return {
    diffusivity: text('diffusivity'),
    regulariser: text('regulariser'),
    shrinkage: text('shrinkage'),
    activation: text('activation'),
    derivative: flux === undefined ? null : ifReadable(() => derivative(flux, 'r', rangesAndTau), symbols),
  }
}

/** A text that is a formula of the language; null for one beyond its limits. */
function ifReadable(write: () => string, symbols: readonly string[]): string | null {
  try {
    const text = write()
    parse(text, symbols)
    return text
  } catch (error) {
    if (error instanceof NumeuralError) return null
    throw error
  }
}

function requireFinite(at: readonly number[]): void {
  const wrong = at.find((r) => typeof r !== 'number' || !Number.isFinite(r))
  if (wrong === undefined) return
  throw new ParameterError(`A nonlinearity cannot be evaluated at r = ${String(wrong)}.`, {
    code: 'AT_INVALID',
    given: wrong,
    allowed: 'finite numbers',
    hint: 'Give finite values of r.',
  })
}
