import { ParameterError } from '@numeural/errors'
import { createEvaluator, differentiate, type Graph, inputsOf } from '@numeural/formula'
import { checkTime } from './check-time.js'
import { checkWeights } from './check-weights.js'
import { consistencySamples } from './consistency-samples.js'
import { isImplicit } from './is-implicit.js'
import { parseField, quoted } from './parse-field.js'
import { type Scheme, type SchemeSignal, schemeSignals } from './scheme.js'

/**
 * A formula that is linear in the signals, taken apart: the weight of every signal is a graph in the parameters, `l`
 * and `L` alone.
 */
export interface LinearForm {
  readonly graph: Graph
  readonly weights: Readonly<Record<SchemeSignal, Graph>>
  /** Signals that the formula reads. */
  readonly reads: ReadonlySet<SchemeSignal>
}

/** What follows from a scheme's formulas; see {@link analyseScheme}. */
export interface SchemeAnalysis {
  readonly update: LinearForm
  /** Where the flux is evaluated. */
  readonly at: LinearForm
  /** The step without `previous`; null if the update does not read `previous`. */
  readonly first: LinearForm | null
  readonly time: Graph
  /** Starting values as graphs in `l` and `L`. */
  readonly defaults: Readonly<Record<string, Graph>>
  /** Stability bounds of parameters as graphs in `rho` and `L`; null where there is none. */
  readonly limits: Readonly<Record<string, { readonly maximum: Graph | null; readonly minimum: Graph | null }>>
}

/** Formulas that must be linear in the signals. */
type FormulaField = 'update' | 'at' | 'first'

const analyses = new WeakMap<Scheme, SchemeAnalysis>()

/**
 * Parses a scheme's formulas and takes them apart by symbolic differentiation: the skip weights ∂u⁺/∂u, ∂u⁺/∂u⁻, … and
 * the weight of the flux, as graphs. The result is kept; asking again costs nothing.
 *
 * @throws FormulaError if a formula is malformed or reads an unknown symbol
 * @throws ParameterError `SCHEME_NOT_LINEAR` if a formula is not linear in the signals, `SCHEME_INCONSISTENT` if its
 * signal weights do not add up to 1 (a constant signal must stay constant), `SCHEME_FIRST` if it reads `previous` and
 * no first step is given or can be assumed, `SCHEME_TIME` if it declares another time than its weights give
 * @throws NumeuralError `SCHEME_DERIVATIVE` if a weight is not the derivative that mathjs takes
 */
export function analyseScheme(scheme: Scheme): SchemeAnalysis {
  const known = analyses.get(scheme)
  if (known !== undefined) return known
  const parameters = Object.keys(scheme.parameters)
  const symbols = [...parameters, 'l', 'L']
  const form = (field: FormulaField, text: string, signals: readonly SchemeSignal[]): LinearForm =>
    linearForm(scheme, field, parseField(scheme, field, text, [...signals, ...symbols]))

  const update = form('update', scheme.update, schemeSignals)
  // The result of an implicit scheme is no combination of what is known: frozen, it is judged like an explicit step.
  const at = form('at', isImplicit(scheme) ? 'u' : scheme.at, ['u', 'previous', 'start'])
  const readsPrevious = update.reads.has('previous') || at.reads.has('previous')
  const analysis: SchemeAnalysis = {
    update,
    at,
    first: readsPrevious ? form('first', firstStep(scheme), ['u', 'start', 'flux', 'startFlux']) : null,
    time: parseField(scheme, 'time', scheme.time, [...parameters, 'L']),
    defaults: Object.fromEntries(
      Object.entries(scheme.parameters).map(([name, { default: start }]) => [
        name,
        parseField(scheme, `default of ${name}`, String(start), ['l', 'L']),
      ]),
    ),
    limits: Object.fromEntries(parameters.map((name) => [name, limitsOf(scheme, name)])),
  }
  checkConsistency(scheme, 'update', update)
  checkConsistency(scheme, 'at', at)
  if (analysis.first !== null) checkConsistency(scheme, 'first', analysis.first)
  checkTime(scheme, analysis, weightOf)
  analyses.set(scheme, analysis)
  return analysis
}

function limitsOf(scheme: Scheme, name: string): SchemeAnalysis['limits'][string] {
  const {
    domain,
    minimum,
    maximum = name === 'tau' && domain === 'positive' ? '2/rho' : null,
  } = scheme.parameters[name]!
  const bound = (field: string, formula: string | null): Graph | null =>
    formula === null ? null : parseField(scheme, `${field} of ${name}`, formula, ['rho', 'L'])
  return { maximum: bound('maximum', maximum), minimum: bound('minimum', minimum ?? null) }
}

function firstStep(scheme: Scheme): string {
  if (scheme.first !== null) return scheme.first
  if (Object.hasOwn(scheme.parameters, 'tau')) return 'u - tau*flux'
  throw new ParameterError(
    `Scheme '${scheme.name}' reads 'previous' but has neither a first step nor a parameter 'tau' for an explicit one.`,
    {
      code: 'SCHEME_FIRST',
      given: scheme.update,
      allowed: "a field 'first', or a parameter named 'tau'",
      hint: "Add first: '…', a formula without 'previous'.",
    },
  )
}

function linearForm(scheme: Scheme, field: FormulaField, graph: Graph): LinearForm {
  const inputs = inputsOf(graph)
  const weights = {} as Record<SchemeSignal, Graph>
  for (const signal of schemeSignals) {
    const weight = differentiate(graph, signal)
    const culprit = inputsOf(weight).find((name) => (schemeSignals as readonly string[]).includes(name))
    if (culprit !== undefined)
      throw notLinear(scheme, field, `its derivative with respect to ${signal} reads ${culprit}`)
    weights[signal] = weight
  }
  // Linear parts aside, what is left at signals of 0 would be a constant that is added in every step.
  const evaluateAtZero = createEvaluator(graph, [...inputs])
  const value = new Float64Array(1)
  for (const sample of consistencySamples(scheme)) {
    evaluateAtZero(
      inputs.map((name) => sample[name] ?? 0),
      value,
    )
    if (Number.isFinite(value[0]) && Math.abs(value[0]!) > 1e-12) {
      throw notLinear(scheme, field, `with all signals 0 it gives ${Number(value[0]!.toPrecision(6))} instead of 0`)
    }
  }
  const reads = schemeSignals.filter((signal) => inputs.includes(signal))
  checkWeights(scheme, field, graph, Object.fromEntries(reads.map((signal) => [signal, weights[signal]])))
  return { graph, weights, reads: new Set(reads) }
}

function notLinear(scheme: Scheme, field: FormulaField, why: string): ParameterError {
  const formula = formulaOf(scheme, field)
  return new ParameterError(
    `Scheme '${scheme.name}': ${field} ${quoted(formula)} is not linear in the signals: ${why}.`,
    {
      code: 'SCHEME_NOT_LINEAR',
      given: formula,
      allowed: `a sum of ${schemeSignals.join(', ')}, each times a weight that reads no signal`,
      hint: 'Weights may depend on the parameters, l and L only; the nonlinearity is already in the flux.',
    },
  )
}

function formulaOf(scheme: Scheme, field: FormulaField): string {
  return field === 'first' ? firstStep(scheme) : scheme[field]
}

/** Signal weights must add up to 1 for every value of the parameters, or a constant signal would not stay constant. */
function checkConsistency(scheme: Scheme, field: FormulaField, form: LinearForm): void {
  for (const sample of consistencySamples(scheme)) {
    const weight = (signal: SchemeSignal): number => weightOf(form, signal, sample)
    const sum = weight('u') + weight('previous') + weight('start')
    if (Math.abs(sum - 1) <= 1e-9) continue
    const values = Object.entries(sample).map(([name, value]) => `${name} = ${Number(value.toPrecision(6))}`)
    const shown = Number(sum.toPrecision(6))
    throw new ParameterError(
      `Scheme '${scheme.name}': the signal weights of ${field} ${quoted(formulaOf(scheme, field))} add up to ${shown}, not 1 (at ${values.join(', ')}).`,
      {
        code: 'SCHEME_INCONSISTENT',
        given: sum,
        allowed: 'weights of u, previous and start that add up to 1',
        hint: `A constant signal must stay constant: correct the weights in ${field}.`,
      },
    )
  }
}

/** The number that a weight takes for given parameters. */
export function weightOf(form: LinearForm, signal: SchemeSignal, values: Readonly<Record<string, number>>): number {
  const result = new Float64Array(1)
  const names = Object.keys(values)
  createEvaluator(form.weights[signal], names)(
    names.map((name) => values[name]!),
    result,
  )
  return result[0]!
}
