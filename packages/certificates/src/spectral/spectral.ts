import type { BlockState } from '../block-state.js'
import type { Guarantee } from '../certificate.js'
import { lowerText, upperText } from '../number-text.js'
import { unproved } from '../verdict.js'
import { innerAmplification, judgeCycle, longestCycle } from './cycle-rule.js'
import type { FrozenStep } from './frozen-step.js'
import { isStable, type ParameterLimit, parameterLimit, stepLimit } from './limits.js'
import { type SpectralUnit, stepsOf, tauOf, unitsOf } from './units.js'

/** What the spectral rules say about a step or a cycle. */
export interface SpectralVerdict {
  readonly guarantee: Guarantee
  /** The blocks it is about. */
  readonly blocks: readonly number[]
  readonly tau: number
  /** Largest τ proved stable; 0 if none. */
  readonly tauMax: number
}

/**
 * Judges every step, or every cycle with one operator, with its flux frozen:
 * no eigenvalue of its (product of) companion matrices exceeds 1 in modulus for any eigenvalue λ of A in [0, ρ];
 * first steps are judged by themselves. Says nothing about operators that change from step to step.
 */
export function spectralVerdicts(states: readonly BlockState[]): SpectralVerdict[] {
  const known = new Map<string, Omit<SpectralVerdict, 'blocks'>>()
  const verdicts = unitsOf(states).map((unit) => {
    const values = unit.states.map(({ formulas }) => formulas.values)
    const key = JSON.stringify([unit.rho, isProved(unit), unit.isStart, stepsOf(unit), values])
    const verdict = known.get(key) ?? judge(unit)
    known.set(key, verdict)
    const guarantee = { ...verdict.guarantee, block: unit.block }
    return { ...verdict, guarantee, isStart: unit.isStart, blocks: unit.states.map(({ block }) => block) }
  })
  // What breaks the steps that are repeated is what a reader should mend first.
  return verdicts.filter(({ isStart }) => !isStart || verdicts[0].guarantee.holds)
}

function judge(unit: SpectralUnit): Omit<SpectralVerdict, 'blocks'> {
  const proved = isProved(unit)
  const within = isStable(unit)
  const tau = tauOf(unit)
  const bound = stepLimit(unit)
  const limit = bound === 0 || bound === Number.POSITIVE_INFINITY ? parameterLimit(unit) : null
  const rule = `${ruleOf(unit)}${shown(limit)}${within ? '' : failureOf(unit)}`
  const [state] = unit.states
  const estimate = `estimate: ${rule}; ${unproved(state)}`
  const guarantee: Guarantee = {
    norm: 'spectral',
    holds: within && proved,
    rule: proved ? rule : estimate,
    ...numbersOf(limit, tau, bound),
    block: unit.block,
  }
  return { guarantee, tau, tauMax: proved ? bound : 0 }
}

function isProved({ states: [{ bounds, nonnegative }] }: SpectralUnit): boolean {
  return bounds.gMax.certified && nonnegative
}

function numbersOf(limit: ParameterLimit | null, tau: number, stepBound: number) {
  if (limit === null) return { bound: stepBound, value: tau, slack: stepBound - tau }
  const { bound, value, parameter, relation } = limit
  return { bound, value, slack: relation === '≥' ? value - bound : bound - value, parameter }
}

function ruleOf(unit: SpectralUnit): string {
  const { isCycle, states, rho } = unit
  const radius = `ρ = g_max‖K‖² ≤ ${upperText(rho)}`
  if (isCycle) {
    return `frozen flux: |P(λ)| ≤ 1 for every λ in [0, ρ], enclosed; P the product of the companion matrices of a cycle of ${states.length} steps; ${radius}`
  }
  const [step] = stepsOf(unit)
  const own =
    step.atU === 1 ? `|q| < 1 and sρ ≤ ${dampingText(step)}` : '|B| ≤ 1 − C and C > −1 for [[B, C], [1, 0]] at 0 and ρ'
  return unit.isStart
    ? `frozen flux: the first step, ${own}; ${radius}`
    : `frozen flux: two-step rule ${own} of each block by itself; ${radius}`
}

/** 2p + s of {@link FrozenStep}, in the letters of the paper. */
function dampingText({ s }: FrozenStep): string {
  return s === 0 ? '2(1 − q)' : '2(1 − q) − w, w the weight of start'
}

function shown(limit: ParameterLimit | null): string {
  if (limit === null) return ''
  const { parameter, relation, bound, value } = limit
  return `; ${parameter} ${relation} ${relation === '≥' ? upperText(bound) : lowerText(bound)} (it is ${short(value)})`
}

function failureOf(unit: SpectralUnit): string {
  const steps = stepsOf(unit)
  if (!Number.isFinite(unit.rho)) return '; broken: g_max is infinite'
  if (!unit.isCycle) {
    const { p, q, s, c, atU, atPrevious } = steps[0]
    const flux = c * unit.rho
    const damping = s === 0 ? '2(1 − q)' : '2(1 − q) − w'
    return atU === 1
      ? `; broken: q = ${short(q)}, sρ = ${short(flux)}, ${damping} = ${short(2 * p + s)}`
      : `; broken: B = ${short(p - flux * atU)}, C = ${short(q - flux * atPrevious)} at ρ`
  }
  if (steps.length > longestCycle) return `; not proved: cycles of more than ${longestCycle} steps are not enclosed`
  const { grows } = judgeCycle(steps, unit.rho)
  return grows === null ? '; not proved' : `; broken: P(${short(grows.lambda)}) = ${short(grows.factor)}`
}

/** What a reader should know besides: what happens inside a cycle. */
export function spectralNotes(states: readonly BlockState[]): string[] {
  const [unit] = unitsOf(states)
  if (!unit.isCycle) return []
  const inner = innerAmplification(stepsOf(unit), unit.rho)
  if (inner === null || inner < 1.01) return []
  return [
    `Within a cycle frozen modes may grow up to ${short(inner)} times; the guarantee is about the end of the cycle.`,
  ]
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
