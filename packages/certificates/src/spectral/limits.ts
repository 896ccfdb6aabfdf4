import { isInDomain } from '@numeural/activations'
import { enclose, parse, substitute } from '@numeural/formula'
import type { LinearForm } from '@numeural/schemes'
import { isExplicitStep, stepSize } from '../block-state.js'
import { euclideanStepLimit } from '../euclidean.js'
import { judgeCycle, longestCycle } from './cycle-rule.js'
import { signForAll } from './nonnegative-rational.js'
import { seemsStable } from './sample-cycle.js'
import { largestScale, nearestThreshold, rounded } from './search-scale.js'
import { allowance, obeysTwoStepRule } from './two-step-rule.js'
import { type Change, type SpectralUnit, stepsOf, tauOf } from './units.js'

/** Whether a unit with a change is proved stable with frozen flux. */
export function isStable(unit: SpectralUnit, change: Change | null = null): boolean {
  const steps = stepsOf(unit, change)
  return unit.isCycle ? judgeCycle(steps, unit.rho).holds : obeysTwoStepRule(steps[0], unit.rho)
}

/** Shares of a limit that samples show, tried until one is proved. */
const provableShares = [1, 1 - 1e-10, 1 - 1e-8, 1 - 1e-6, 1 - 1e-3, 0.9, 0.5]

/**
 * The largest τ found for which a unit is proved stable with its other parameters as they are; 0 if none is, ∞ if every
 * one is proved to be.
 */
export function stepLimit(unit: SpectralUnit): number {
  const [state] = unit.states
  const { form, update } = state.formulas
  // A scheme's τ need not be the step size: the only step of FED with L = 1 is 2τ/3.
  const isStep = unit.states.length === 1 && isExplicitStep(state) && form === update && tauOf(unit) === stepSize(state)
  if (isStep) return euclideanStepLimit(state)
  if (!Number.isFinite(unit.rho)) return 0
  if (unit.rho === 0) return Number.POSITIVE_INFINITY
  const parameter = Object.hasOwn(state.formulas.values, 'tau') ? 'tau' : null
  const tau = tauOf(unit)
  const isStableAt = (value: number): boolean => isStable(unit, { parameter, scale: value / tau })
  if (!unit.isCycle) {
    if (isStableForEveryTau(unit)) return Number.POSITIVE_INFINITY
    return rounded(tau * largestScale((scale) => isStable(unit, { parameter, scale })), isStableAt)
  }
  if (unit.states.length > longestCycle) return 0
  const seen = tau * largestScale((scale) => seemsStable(stepsOf(unit, { parameter, scale }), unit.rho))
  for (const share of provableShares) {
    const limit = rounded(seen * share, isStableAt)
    if (limit > 0 && isStableAt(limit)) return limit
  }
  return 0
}

/** The conditions of `obeysTwoStepRule` that must be ≥ 0 and > 0; linear in λ, so that λ = 0 and λ = ρ decide. */
const nonnegative = ['2*p + s', '2*p + s - rho*c*(atU - atPrevious)', 's', 's + rho*c*(1 - atStart)']
const positive = ['1 + q', '1 + q - rho*c*atPrevious']

/**
 * Whether a step is stable for every τ > 0: its conditions as rational functions of τ, those of a first step enclosed.
 */
function isStableForEveryTau({ states, isSteady, rho }: SpectralUnit): boolean {
  const { form, update, at, isFirst, values } = states[0].formulas
  if (!Object.hasOwn(values, 'tau')) return false
  if (isFirst && !isSteady) return isExplicitForEveryTau(form, values, rho)
  if (update.reads.has('start') || update.reads.has('startFlux') || at.reads.has('start')) return false
  const weights = {
    p: update.weights.u,
    q: update.weights.previous,
    s: update.weights.start,
    c: substitute(parse('-x', ['x']), { x: update.weights.flux }),
    atU: at.weights.u,
    atPrevious: at.weights.previous,
    atStart: at.weights.start,
    rho,
  }
  const sign = (text: string) => signForAll(substitute(parse(text, Object.keys(weights)), weights), 'tau', values)
  return nonnegative.every((text) => sign(text) !== 'unknown') && positive.every((text) => sign(text) === 'positive')
}

/** Whether a first step is u − s·flux with 0 ≤ sρ ≤ 2 for every τ > 0. */
function isExplicitForEveryTau(
  { reads, weights }: LinearForm,
  values: Readonly<Record<string, number>>,
  rho: number,
): boolean {
  if ([...reads].some((signal) => signal !== 'u' && signal !== 'flux')) return false
  const { tau: _, ...others } = values
  const numbers = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, { lo: value, hi: value }]))
  const box = { ...numbers, tau: { lo: 0, hi: Number.POSITIVE_INFINITY } }
  const [u] = enclose(weights.u, box)
  const [flux] = enclose(weights.flux, box)
  return u.lo === 1 && u.hi === 1 && flux.defined && flux.hi <= 0 && -flux.lo * rho <= 2 * (1 + allowance)
}

/** A bound of a parameter other than τ, beyond which a unit is not stable. */
export interface ParameterLimit {
  readonly parameter: string
  readonly relation: '≥' | '≤'
  readonly bound: number
  readonly value: number
}

/**
 * The bound of a scheme's parameter that decides where τ does not: the first parameter with one value, not 0, that has
 * a threshold. Found by bisection, with τ and all others as they are; not for cycles, whose bounds take long.
 */
export function parameterLimit(unit: SpectralUnit): ParameterLimit | null {
  if (unit.isCycle) return null
  const { scheme, values } = unit.states[0].formulas
  for (const [parameter, { domain }] of Object.entries(scheme.parameters)) {
    const value = values[parameter]
    if (parameter === 'tau' || value === 0) continue
    const isStableAt = (scale: number): boolean =>
      isInDomain(domain, value * scale) && isStable(unit, { parameter, scale })
    const threshold = nearestThreshold(isStableAt)
    if (threshold === null) continue
    const bound = rounded(value * threshold.holding, (candidate) => isStableAt(candidate / value))
    if (!isInDomain(domain, bound)) continue
    const isLowest = (threshold.failing === 'below') === value > 0
    return { parameter, relation: isLowest ? '≥' : '≤', bound, value }
  }
  return null
}
