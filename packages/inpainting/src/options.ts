import {
  type Backend,
  type Choice,
  chosen,
  type Image,
  type IterationProgress,
  type StoppingRule,
} from '@numeural/core'
import { type Option, requireKind, requireKnown, requireNumber, requireWhole } from '@numeural/errors'
import type { Mask } from './masks/mask.js'
import { standardOperators } from './operators/standard.js'
import type { InpaintOperator } from './problem/operator.js'
import type { InpaintHistoryEntry, InpaintSolver } from './solvers/solver.js'
import { standardSolvers } from './solvers/standard.js'

/** Options of {@link inpaint}. */
export interface InpaintOptions {
  readonly mask: Mask
  /** A value such as `eed({ sigma: 2 })`, a name, or a name with options. Default `eed`. */
  readonly operator?: Choice<InpaintOperator, (typeof standardOperators)[number]>
  /** A value such as `cg({ relaxation: 0.7 })`, a name, or a name with options. Default `cg`. */
  readonly solver?: Choice<InpaintSolver, (typeof standardSolvers)[number]>
  /** Ends at this relative residual. Default the operator's: 1e-3 for `eed`, 1e-6 for `homogeneous`. */
  readonly tolerance?: number
  /** Default the solver's: for `cg` 400, with linear operators 10 000 per channel; for `diffusion` 1000 cycles. */
  readonly maxIterations?: number
  /**
   * Ends when `steps` iterations have not brought the residual below `factor` times its least value before.
   * Default the solver's: 10 and 0.9; for accelerated `cg` with nonlinear operators 150 and 0.9.
   */
  readonly stagnation?: { readonly steps: number; readonly factor: number }
  /** The true image, for the PSNR. */
  readonly reference?: Image
  /** Default: a new `wasm` backend, disposed at the end. */
  readonly backend?: Backend
  /** Aborts between two iterations; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal
  /** Called with every entry of the history as it is made; `iteration` 0 is the start. */
  readonly onProgress?: (progress: InpaintProgress) => void
}

/** Where a reconstruction stands. */
export interface InpaintProgress extends IterationProgress, InpaintHistoryEntry {}

/** What the options ask for, with all defaults. */
export interface InpaintSettings {
  readonly operator: InpaintOperator
  readonly solver: InpaintSolver
  readonly stopping: StoppingRule
}

const known = {
  mask: true,
  operator: true,
  solver: true,
  tolerance: true,
  maxIterations: true,
  stagnation: true,
  reference: true,
  backend: true,
  signal: true,
  onProgress: true,
} satisfies Record<keyof InpaintOptions, true>

/**
 * Fills in the defaults and refuses what is out of range.
 *
 * @throws ParameterError `INPAINT_OPTION`, `INPAINT_OPERATOR`, `INPAINT_SOLVER`,
 *   and what operators and solvers say to their options
 */
export function inpaintSettings(options: InpaintOptions): InpaintSettings {
  const by = { owner: 'inpaint', code: 'INPAINT_OPTION' }
  const option = (name: string): Option => ({ ...by, option: name })
  requireKnown(by, options, known)
  const { operator: whichOperator = 'eed', solver: whichSolver = 'cg' } = options
  const { onProgress } = options
  const operator = chosen<InpaintOperator>(
    { ...option('operator'), code: 'INPAINT_OPERATOR' },
    whichOperator,
    standardOperators,
    'apply',
  )
  const solver = chosen<InpaintSolver>(
    { ...option('solver'), code: 'INPAINT_SOLVER' },
    whichSolver,
    standardSolvers,
    'solve',
  )
  const { tolerance = operator.tolerance, maxIterations = solver.maxIterations(operator) } = options
  const { stagnation = solver.stagnation?.(operator) ?? { steps: 10, factor: 0.9 } } = options
  requireNumber(option('tolerance'), tolerance, { above: 0, below: 1 })
  requireWhole(option('maxIterations'), maxIterations)
  requireKnown({ ...by, owner: 'inpaint: stagnation' }, stagnation, { steps: true, factor: true })
  requireWhole(option('stagnation.steps'), stagnation.steps)
  requireNumber(option('stagnation.factor'), stagnation.factor, { above: 0, most: 1 })
  if (onProgress !== undefined) requireKind(option('onProgress'), onProgress, 'function')
  return { operator, solver, stopping: { tolerance, maxIterations, stagnation } }
}
