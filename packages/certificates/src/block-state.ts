import type { EvaluationBounds, Nonlinearity, NonlinearityBounds } from '@numeural/activations'
import type { Dtype, KernelGeometry } from '@numeural/core'
import {
  type LinearForm,
  type Scheme,
  type SchemeSignal,
  type SignalSize,
  schemeSignals,
  weightOf,
} from '@numeural/schemes'
import type { KernelNorm } from './certificate.js'

/** Weights of one step: u⁺ = Σ weight · signal. */
export type StepWeights = Readonly<Record<SchemeSignal, number>>

/** The formulas behind the weights of a step and the numbers they read, to judge other numbers than these. */
interface StepFormulas {
  readonly scheme: Scheme
  /** The step as it runs: `first` or `update`. */
  readonly form: LinearForm
  readonly update: LinearForm
  readonly at: LinearForm
  /** Whether there is no `previous` yet. */
  readonly isFirst: boolean
  /** Parameters, `l` and `L`. */
  readonly values: Readonly<Record<string, number>>
  /** Steps in a cycle; null for schemes without cycles. */
  readonly cycle: number | null
}

/** One block with the numbers it runs with; what every rule judges. */
export interface BlockState {
  readonly block: number
  /** Effective and rounded as in the plan. */
  readonly kernel: Float64Array
  readonly geometry: KernelGeometry
  readonly size: SignalSize
  readonly coupled: boolean
  readonly nonlinearity: Nonlinearity
  /** Of the nonlinearity's parameters. */
  readonly values: Readonly<Record<string, number>>
  /** Bounds of the computed flux: certified only where `evaluation` is too. */
  readonly bounds: NonlinearityBounds
  readonly evaluation: EvaluationBounds
  readonly dtype: Dtype
  /** Whether 0 ≤ g is proved. */
  readonly nonnegative: boolean
  readonly kernelNorm: KernelNorm
  /** Proved upper bound of ‖K‖₂². */
  readonly normSquared: number
  readonly weights: StepWeights
  /** Where the flux is evaluated. */
  readonly at: StepWeights
  readonly formulas: StepFormulas
}

/** The weights of a formula at given parameters. */
export function weightsOf(form: LinearForm, values: Readonly<Record<string, number>>): StepWeights {
  const entries = schemeSignals.map((signal) => [signal, weightOf(form, signal, values)])
  return Object.fromEntries(entries) as StepWeights
}

/** Step size s of a block: the weight of −KᵀΦ(Ku). */
export function stepSize({ weights }: BlockState): number {
  return -weights.flux
}

/** Whether a block is u⁺ = u − s KᵀΦ(Ku): nothing but u and the flux at u. */
export function isExplicitStep({ weights, at }: BlockState): boolean {
  const others = [weights.previous, weights.start, weights.startFlux, at.previous, at.start]
  return weights.u === 1 && at.u === 1 && others.every((weight) => weight === 0)
}
