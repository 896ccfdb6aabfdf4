import type { Nonlinearity } from '@numeural/activations'
import type { Backend, Dtype, SignalShape } from '@numeural/core'
import { ParameterError } from '@numeural/formula'
import type { Scheme } from './scheme.js'

/** Implicit steps of diffusion that are to be taken, with K the forward differences of `differenceNetwork`. */
export interface StepRequest {
  /** `[batch, channels, height, width]` */
  readonly data: ArrayLike<number>
  readonly batch: number
  readonly shape: SignalShape
  readonly activation: Nonlinearity
  /** Parameters of the nonlinearity. */
  readonly parameters: Readonly<Record<string, number>>
  /** Whether all differences of all channels share one diffusivity. */
  readonly coupled: boolean
  readonly tau: number
  readonly steps: number
  readonly dtype: Dtype
  readonly backend: Backend
  readonly signal?: AbortSignal | undefined
  readonly onStep: (step: number) => void
}

/** Where implicit steps have led. */
export interface StepOutcome {
  readonly data: Float64Array
  /** Iterations of all steps together. */
  readonly iterations: number
  /** The largest ‖u − u⁺ − τKᵀΦ(Ku⁺)‖₂ that a step was left with, in proportion to ‖u‖₂. */
  readonly residual: number
}

/** Solves the equation u⁺ + τKᵀΦ(Ku⁺) = u of implicit steps. */
export interface StepSolver {
  /** Such as `multigrid`. */
  readonly name: string
  /** @throws DivergenceError if a step cannot be solved; the reason of `signal` if it aborts */
  advance(request: StepRequest): Promise<StepOutcome>
}

/** Whether the steps of a scheme are equations that its solver solves. */
export function isImplicit(scheme: Scheme): scheme is Scheme & { readonly solver: StepSolver } {
  return scheme.solver !== null && scheme.solver !== undefined
}

/** Refuses implicit schemes where a scheme is unrolled into blocks. */
export function refuseImplicit(scheme: Scheme): void {
  if (!isImplicit(scheme)) return
  throw new ParameterError(
    `The scheme '${scheme.name}' is solved by ${scheme.solver.name}: it has no blocks for a network.`,
    {
      code: 'SCHEME_IMPLICIT',
      given: scheme.name,
      allowed: 'schemes whose steps are formulas',
      hint: "Take 'implicit-fixed-point', or denoise with the scheme itself.",
    },
  )
}
