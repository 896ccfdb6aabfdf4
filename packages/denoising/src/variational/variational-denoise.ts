import { boundsOf, type Nonlinearity, type ParameterValues, requireNonlinearity } from '@numeural/activations'
import {
  DivergenceError,
  refused,
  requireKnown,
  requireNumber,
  requireOneOf,
  requireWhole,
  ShapeError,
} from '@numeural/errors'
import { explicitSteps } from './explicit-steps.js'
import { laggedDiffusivity } from './lagged-diffusivity.js'
import { minimise, type VariationalEnergies, type VariationalSearch } from './minimise.js'
import { newton } from './newton.js'
import { createProblem } from './problem.js'
import type { Solution, Solver } from './solver.js'
import { stableSteps } from './stable-steps.js'

const solvers = { newton, 'lagged-diffusivity': laggedDiffusivity } satisfies Record<string, Solver>
const owner = 'variationalDenoise'
const code = 'VARIATIONAL_OPTION'

const known = {
  activation: true,
  parameters: true,
  alpha: true,
  gridSize: true,
  method: true,
  steps: true,
  tolerance: true,
  maxIterations: true,
  signal: true,
} satisfies Record<keyof VariationalOptions, true>

/** How {@link variationalDenoise} works. */
export interface VariationalOptions {
  /** Its regulariser is Ψ. */
  readonly activation: Nonlinearity
  /** Values of the nonlinearity's parameters; those left out take their defaults. */
  readonly parameters?: ParameterValues
  /** Weight of the regulariser, and time of the diffusion step that it amounts to; > 0. */
  readonly alpha: number
  /** Grid size h > 0 of the derivative. Default 1. */
  readonly gridSize?: number
  /**
   * `newton` (default) and `lagged-diffusivity` solve the Euler–Lagrange equation; `explicit` takes explicit
   * diffusion steps of time α/steps instead.
   */
  readonly method?: 'newton' | 'lagged-diffusivity' | 'explicit'
  /**
   * Number of steps of the method `explicit`, which alone takes it. Default: the smallest for which the maximum–minimum
   * principle is proved, α/steps ≤ h²/(2 g_max); fewer are refused.
   */
  readonly steps?: number
  /** Largest residual |u − f + αKᵀΦ(Ku)| that is allowed, relative to the largest |f|. Default 1e-10. */
  readonly tolerance?: number
  /** Default 1000. */
  readonly maxIterations?: number
  /** Ends the work before the next iteration. */
  readonly signal?: AbortSignal
}

/** A denoised signal and how it was reached; iterations are those of the descent that led to it, or explicit steps. */
export interface VariationalResult extends Solution {
  /** Σ(u − f)² + αΨ(u_x) */
  readonly energy: number
  /** How the minimum was looked for; null for explicit steps. */
  readonly search: VariationalSearch | null
  /** Energies on the way to it; null for explicit steps. */
  readonly energies: VariationalEnergies | null
}

/**
 * Variational denoising of a 1D signal: the u that minimises Σ(u − f)² + αΨ(u_x), with reflecting boundaries. Its
 * Euler–Lagrange equation u + αKᵀΦ(Ku) = f is one implicit diffusion step of time α. For a Φ that is not proved to be
 * monotone the energy may have several minima. Then dynamic programming looks for a start near the lowest: the weak
 * string, which is that minimum, for a truncated quadratic (Blake, Zisserman 1987), else the best signal of discrete
 * levels. The lower of the minima downhill from there and from f is taken.
 *
 * @param data f: a 1D signal of at least one sample
 * @throws ShapeError `SIGNAL_LENGTH` · ParameterError `VARIATIONAL_OPTION`,
 *   and what `translate` throws · DivergenceError
 * `NOT_CONVERGED` if the residual stays too large; `VARIATIONAL_STEPS` if explicit steps are not proved to stay in
 * range; the reason of `signal` if it has aborted
 *
 * Source: T20 sec. 3.3.
 */
export function variationalDenoise(data: ArrayLike<number>, options: VariationalOptions): VariationalResult {
  requireKnown({ owner, code }, options, known)
  const { activation, parameters = {}, alpha, gridSize = 1, method = 'newton', steps, signal } = options
  const { tolerance = 1e-10, maxIterations = 1000 } = options
  const f = requireData(data)
  requireNonlinearity({ owner, option: 'activation', code }, activation)
  for (const [option, value] of Object.entries({ alpha, gridSize, tolerance })) {
    requireNumber({ owner, option, code }, value, { above: 0 })
  }
  requireOneOf({ owner, option: 'method', code }, method, ['newton', 'lagged-diffusivity', 'explicit'])
  if (method !== 'explicit' && steps !== undefined) {
    throw refused({ owner, option: 'steps', code }, steps, "nothing, unless the method is 'explicit'")
  }
  const problem = createProblem(activation, parameters, f, alpha, gridSize)
  if (method === 'explicit') {
    if (steps !== undefined) requireWhole({ owner, option: 'steps', code }, steps)
    const count = stableSteps({ activation, parameters, alpha, gridSize }, steps)
    const solution = explicitSteps(problem, count, signal)
    return { ...solution, energy: problem.energy(solution.data), search: null, energies: null }
  }
  requireWhole({ owner, option: 'maxIterations', code }, maxIterations)
  const allowed = tolerance * f.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const { value, certified } = boundsOf(activation, parameters).monotone
  const limits = { tolerance: allowed, maxIterations, signal }
  const { solution, search, energies } = minimise(problem, value && certified, solvers[method], limits)
  if (solution.stopped !== 'tolerance') throw notConverged(method, solution, allowed)
  return { ...solution, energy: problem.energy(solution.data), search, energies }
}

function requireData(data: ArrayLike<number>): Float64Array {
  if (!Array.isArray(data) && !ArrayBuffer.isView(data)) {
    throw refused({ owner, option: 'data', code }, data, 'an array of numbers')
  }
  const f = Float64Array.from(data)
  const wrong = f.findIndex((value) => !Number.isFinite(value))
  if (f.length > 0 && wrong < 0) return f
  throw new ShapeError(f.length === 0 ? 'The signal is empty.' : `Sample ${wrong} of the signal is ${f[wrong]}.`, {
    code: 'SIGNAL_LENGTH',
    given: f.length === 0 ? 0 : f[wrong],
    allowed: 'at least one sample, all finite',
    hint: 'Give the samples of a 1D signal.',
  })
}

function notConverged(method: string, solution: Solution, allowed: number): DivergenceError {
  const { iterations } = solution
  const residual = solution.residual.final
  const message = `The method '${method}' stopped after ${iterations} iterations with the residual ${residual.toPrecision(3)}.`
  return new DivergenceError(message, {
    code: 'NOT_CONVERGED',
    given: residual,
    allowed: `at most ${allowed.toPrecision(3)}`,
    hint: "Try the other method ('newton', 'lagged-diffusivity'), a smaller alpha, more iterations or a larger tolerance.",
  })
}
