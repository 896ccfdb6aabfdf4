import { type Nonlinearity, type ParameterValues, requireNonlinearity } from '@numeural/activations'
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
import { newton } from './newton.js'
import { createProblem } from './problem.js'
import type { Solution, Solver } from './solver.js'

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
   * `newton` (default) and `lagged-diffusivity` solve the Euler–Lagrange equation; `explicit` takes `steps` explicit
   * diffusion steps of time α/steps instead.
   */
  readonly method?: 'newton' | 'lagged-diffusivity' | 'explicit'
  /** Number of steps of the method `explicit`, which alone takes it; at least 1. */
  readonly steps?: number
  /** Largest residual |u − f + αKᵀΦ(Ku)| that is allowed, relative to the largest |f|. Default 1e-10. */
  readonly tolerance?: number
  /** Default 1000. */
  readonly maxIterations?: number
  /** Ends the work before the next iteration. */
  readonly signal?: AbortSignal
}

/** A denoised signal and how it was reached. */
export interface VariationalResult extends Solution {
  /** Σ(u − f)² + αΨ(u_x) */
  readonly energy: number
}

/**
 * Variational denoising of a 1D signal: the u that minimises Σ(u − f)² + αΨ(u_x), with reflecting boundaries. Its
 * Euler–Lagrange equation u + αKᵀΦ(Ku) = f is one implicit diffusion step of time α. For a Φ that is not monotone the
 * energy may have several minima: the one found is the one downhill from f.
 *
 * @param data f: a 1D signal of at least one sample
 * @throws ShapeError `SIGNAL_LENGTH` · ParameterError `VARIATIONAL_OPTION`,
 *   and what `translate` throws · DivergenceError
 * `NOT_CONVERGED` if the residual stays too large; the reason of `signal` if it has aborted
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
    requireWhole({ owner, option: 'steps', code }, steps)
    const solution = explicitSteps(problem, steps, signal)
    return { ...solution, energy: problem.energy(solution.data) }
  }
  requireWhole({ owner, option: 'maxIterations', code }, maxIterations)
  const allowed = tolerance * f.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const solution = solvers[method](problem, { tolerance: allowed, maxIterations, signal })
  if (!(solution.residual <= allowed)) throw notConverged(method, solution, allowed)
  return { ...solution, energy: problem.energy(solution.data) }
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

function notConverged(method: string, { iterations, residual }: Solution, allowed: number): DivergenceError {
  const message = `The method '${method}' stopped after ${iterations} iterations with the residual ${residual.toPrecision(3)}.`
  return new DivergenceError(message, {
    code: 'NOT_CONVERGED',
    given: residual,
    allowed: `at most ${allowed.toPrecision(3)}`,
    hint: "Try the other method ('newton', 'lagged-diffusivity'), a smaller alpha, more iterations or a larger tolerance.",
  })
}
