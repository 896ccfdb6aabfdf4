import type { ParameterDomain } from '@numeural/activations'
import type { StepSolver } from './step-solver.js'

/** A number that a scheme's formulas read by its name. */
export interface SchemeParameter {
  /** The starting value: a number, or a formula in `l` (step within the cycle) and `L` (steps per cycle). */
  readonly default: number | string
  /** Default `real`. */
  readonly domain: ParameterDomain
  /**
   * How many values a network has of it: one (`network`),
   * one for every set of block weights (`block`), or one for every step of the cycle (`step`):
   * as many as the cycle has steps with shared weights, else one for every block.
   */
  readonly per: 'network' | 'block' | 'step'
  /** Whether training changes it; a network may say otherwise. */
  readonly trainable: boolean
  /**
   * The largest stable value, a formula in `rho` = g_max‖K‖² and `L`; null if there is none. A network that trains the
   * parameter keeps it below, and starts it at its default, or at 0.9 of the maximum where that is less.
   * Default for a positive `tau`: 2/rho, the bound of the explicit scheme: it starts at 0.9 of that,
   * as a `tau` without bound does as well.
   */
  readonly maximum?: string | null
  /** `'bound'`: a network starts the parameter at 0.9 of its maximum, whatever its default. */
  readonly startsAt?: 'bound'
  /** The smallest stable value, a formula in `rho` and `L`. A network that trains the parameter keeps it above. */
  readonly minimum?: string
}

/** What {@link defineScheme} takes; only `name` and `update` are needed, and `time` of cycles. */
export interface SchemeDefinition<Name extends string = string> {
  /** Small letters, digits and hyphens: `heavy-ball`. */
  readonly name: Name
  /**
   * The next iterate, linear in `u` (the iterate), `previous` (the one before), `start` (the one at the start of the
   * cycle), `flux` (KᵀΦ(K·) at the place named by `at`) and `startFlux` (KᵀΦ(K·) at the start of the cycle).
   * Its other symbols are the parameters, `l` and `L`.
   */
  readonly update: string
  /**
   * Where the flux is evaluated: a formula in `u`, `previous`, `start`. Default `u`;
   * `next`, the result itself, for a scheme with a solver.
   */
  readonly at?: string
  /**
   * For an implicit scheme, whose flux is that of the result: what solves its equation.
   * Such a scheme denoises, but is no network.
   */
  readonly solver?: StepSolver
  /**
   * For cyclic schemes, the default number L of steps in a cycle; `previous` and `start` begin anew with each cycle.
   */
  readonly length?: number
  /**
   * Diffusion time covered by a step, or by a cycle if the scheme is cyclic: a formula in the parameters and `L`.
   * Without cycles it may be left out: a step u⁺ = p·u + q·u⁻ − s·flux covers s/(1 + q).
   */
  readonly time?: string
  /** Order of consistency in time (1 for the explicit scheme); null if none is claimed. */
  readonly order?: number | null
  /**
   * The step taken while there is no `previous`: at the start of the network, or of each cycle.
   * Default: an explicit step.
   */
  readonly first?: string
  readonly parameters?: Readonly<Record<string, Partial<SchemeParameter> & Pick<SchemeParameter, 'default'>>>
  /** Where it comes from: `C21 eq. 20`. */
  readonly source?: string
}

/** What every scheme has; see {@link SchemeDefinition} for the fields. */
interface SchemeFormulas<Name extends string> {
  readonly name: Name
  readonly update: string
  readonly at: string
  readonly length: number | null
  readonly time: string
  readonly order: number | null
  readonly first: string | null
  readonly parameters: Readonly<Record<string, SchemeParameter>>
  readonly source: string | null
}

/** A scheme whose steps are its formulas: the blocks of a network. */
export interface ExplicitScheme<Name extends string = string> extends SchemeFormulas<Name> {
  readonly solver: null
}

/** A scheme whose steps are equations u⁺ = u − τ KᵀΦ(Ku⁺), and what solves them. It has no blocks. */
export interface ImplicitScheme<Name extends string = string> extends SchemeFormulas<Name> {
  readonly solver: StepSolver
}

/** A numerical scheme for ∂u/∂t = −KᵀΦ(Ku) as formulas: plain data, but for the solver of an implicit one. */
export type Scheme<Name extends string = string> = ExplicitScheme<Name> | ImplicitScheme<Name>

/** Signals that a scheme's update may read. */
export const schemeSignals = ['u', 'previous', 'start', 'flux', 'startFlux'] as const

/** One of {@link schemeSignals}. */
export type SchemeSignal = (typeof schemeSignals)[number]
