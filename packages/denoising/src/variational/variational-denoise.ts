import type { Nonlinearity, ParameterValues } from '@numeural/activations'
import { DivergenceError, ParameterError, ShapeError } from '@numeural/errors'
import { explicitSteps } from './explicit-steps.js'
import { laggedDiffusivity } from './lagged-diffusivity.js'
import { newton } from './newton.js'
import { createProblem } from './problem.js'
import type { Solution, Solver } from './solver.js'

const solvers = { newton, 'lagged-diffusivity': laggedDiffusivity } satisfies Record<string, Solver>
const methods = [...Object.keys(solvers), 'explicit']

/** What {@link variationalDenoise} takes. */
export interface VariationalOptions {
  /** f: a 1D signal of at least one sample. */
  readonly signal: ArrayLike<number>
  /** Its regulariser is Ψ. */
  readonly nonlinearity: Nonlinearity
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
  readonly maximumIterations?: number
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
 * @throws ShapeError `SIGNAL_LENGTH` · ParameterError `VARIATIONAL_OPTION`, and what `translate` throws · DivergenceError
 * `NOT_CONVERGED` if the residual stays too large
 *
 * Source: T20 sec. 3.3.
 */
export function variationalDenoise(options: VariationalOptions): VariationalResult {
  const { nonlinearity, alpha, gridSize = 1, method = 'newton', tolerance = 1e-10, maximumIterations = 1000 } = options
  const f = requireSignal(options.signal)
  for (const [name, value] of Object.entries({ alpha, gridSize, tolerance })) {
    if (!(value > 0 && Number.isFinite(value))) throw refuse(name, value, 'a finite number > 0')
  }
  if (!methods.includes(method)) throw refuse('method', method, methods.join(', '))
  const count = (name: string, value: unknown): number => {
    if (!Number.isInteger(value) || (value as number) < 1) throw refuse(name, value, 'a whole number ≥ 1')
    return value as number
  }
  if (method !== 'explicit' && options.steps !== undefined) {
    throw refuse('steps', options.steps, "nothing, unless the method is 'explicit'")
  }
  const problem = createProblem(nonlinearity, options.parameters ?? {}, f, alpha, gridSize)
  if (method === 'explicit') {
    const solution = explicitSteps(problem, count('steps', options.steps))
    return { ...solution, energy: problem.energy(solution.signal) }
  }
  const allowed = tolerance * f.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const solution = solvers[method](problem, allowed, count('maximumIterations', maximumIterations))
  if (!(solution.residual <= allowed)) throw notConverged(method, solution, allowed)
  return { ...solution, energy: problem.energy(solution.signal) }
}

function requireSignal(signal: ArrayLike<number>): Float64Array {
  const f = Float64Array.from(signal)
  const wrong = f.findIndex((value) => !Number.isFinite(value))
  if (f.length > 0 && wrong < 0) return f
  throw new ShapeError(f.length === 0 ? 'The signal is empty.' : `Sample ${wrong} of the signal is ${f[wrong]}.`, {
    code: 'SIGNAL_LENGTH',
    given: f.length === 0 ? 0 : f[wrong],
    allowed: 'at least one sample, all finite',
    hint: 'Give the samples of a 1D signal.',
  })
}

function refuse(name: string, given: unknown, allowed: string): ParameterError {
  return new ParameterError(`Variational denoising: ${name} is ${String(given)}; allowed: ${allowed}.`, {
    code: 'VARIATIONAL_OPTION',
    given,
    allowed,
    hint: `Set ${name} to ${allowed}.`,
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
