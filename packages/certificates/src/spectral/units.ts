import { multiplyUp } from '@numeural/formula'
import { type BlockState, stepSize, weightsOf } from '../block-state.js'
import { type FrozenStep, frozenStep } from './frozen-step.js'

/** What the spectral rules judge at once: a step, or a cycle of steps with one operator K. */
export interface SpectralUnit {
  /** Its first block. */
  readonly block: number
  readonly states: readonly BlockState[]
  readonly isCycle: boolean
  /** The step that the others repeat, in place of the first one, which has no `previous`. */
  readonly isSteady: boolean
  /** The first step of a scheme without cycles by itself, before the steps that the others repeat. */
  readonly isStart: boolean
  /** ρ = g_max‖K‖₂², rounded up: every frozen A = KᵀGK has its eigenvalues in [0, ρ]. */
  readonly rho: number
}

/** A change of all values of a parameter (of the flux weights if it is null) by a factor. */
export interface Change {
  readonly parameter: string | null
  readonly scale: number
}

/**
 * Cuts a network into cycles, or into single steps where there are none or where every step of a cycle
 * has weights of its own: operators that do not commute have no common frozen modes.
 * The first step of a scheme without cycles, where it is another than those after it, is judged as well.
 */
export function unitsOf(states: readonly BlockState[]): SpectralUnit[] {
  const length = states[0].formulas.cycle
  const hasOneOperator = states.every(({ kernel }) => kernel === states[0].kernel)
  const isCycle = length !== null && (length === 1 || hasOneOperator)
  const size = isCycle ? length : 1
  const isSteady = length === null && states.length > 1
  const units = Array.from({ length: states.length / size }, (_, index) => {
    const own = states.slice(index * size, (index + 1) * size)
    return { block: own[0].block, states: own, isCycle, isSteady, isStart: false, rho: spectralRadius(own[0]) }
  })
  const { form, update } = states[0].formulas
  return isSteady && form !== update ? [...units, { ...units[0], isSteady: false, isStart: true }] : units
}

function spectralRadius({ bounds, normSquared }: BlockState): number {
  return normSquared === 0 ? 0 : multiplyUp(bounds.gMax.value, normSquared)
}

/** The frozen steps of a unit, at its own parameters or at changed ones. */
export function stepsOf({ states, isSteady }: SpectralUnit, change: Change | null = null): FrozenStep[] {
  return states.map(({ formulas, weights, at }) => {
    const begins = formulas.isFirst && !isSteady
    const form = begins ? formulas.form : formulas.update
    const parameter = change?.parameter ?? null
    if (change === null || parameter === null) {
      const own = form === formulas.form ? weights : weightsOf(form, formulas.values)
      const step = frozenStep(own, at, begins)
      return change === null ? step : { ...step, c: step.c * change.scale, d: step.d * change.scale }
    }
    const values = { ...formulas.values, [parameter]: formulas.values[parameter] * change.scale }
    return frozenStep(weightsOf(form, values), weightsOf(formulas.at, values), begins)
  })
}

/** τ of a unit: the scheme's parameter of that name, else the weight of −KᵀΦ(K·). */
export function tauOf({ states }: SpectralUnit): number {
  return states[0].formulas.values.tau ?? stepSize(states[0])
}
