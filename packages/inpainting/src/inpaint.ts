import { type Backend, createBackend, type Image, psnr, requireBackend } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { checkReference } from './check-reference.js'
import { homogeneousOperator } from './homogeneous-operator.js'
import { knownCount, type Mask } from './masks/mask.js'
import {
  type InpaintingOperator,
  type InpaintingParameters,
  type InpaintingSettings,
  type InpaintingSolver,
  inpaintingSettings,
} from './options.js'
import { type InpaintingProblem, inpaintingProblem } from './problem.js'
import type { InpaintResult } from './result.js'
import type { Operator } from './solvers/evaluation.js'
import { laggedDiffusivity } from './solvers/lagged-diffusivity.js'
import { solveLinear } from './solvers/linear-solve.js'
import { semiIterativeDiffusion } from './solvers/semi-iterative-diffusion.js'
import type { HistoryEntry, Solution, SolverRequest } from './solvers/solution.js'
import { tensorGraph } from './tensor.js'

/** Options of {@link inpaint}. */
export interface InpaintOptions extends InpaintingParameters {
  /** Values at unknown pixels are never read. */
  readonly image: Image
  readonly mask: Mask
  /** Default `eed`. */
  readonly operator?: InpaintingOperator
  /** Default `cg`. */
  readonly solver?: InpaintingSolver
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
export interface InpaintProgress extends HistoryEntry {
  readonly iteration: number
  readonly maxIterations: number
  readonly tolerance: number
}

const gridSize = 1
const operators = ['eed', 'homogeneous'] as const
const solvers = ['cg', 'diffusion'] as const

/**
 * Reconstructs an image from its known pixels: solves (1 − c)∇ᵀ(D∇u) − c(u − f) = 0 with D = I (`homogeneous`) or the
 * edge-enhancing tensor of the Gaussian-smoothed u (`eed`; C21 sec. 7.2), with reflecting boundaries, in float64.
 * Channels share one tensor, made of the mean of their structure tensors ∇u_σ∇u_σᵀ.
 *
 * @throws ParameterError `INPAINT_BACKEND` on a backend without float64; ShapeError, ParameterError on unfit images, masks and options; DivergenceError if the iteration leaves the finite numbers
 */
export async function inpaint(options: InpaintOptions): Promise<InpaintResult> {
  const { image, mask, operator = 'eed', solver = 'cg', reference } = options
  refuseUnknown('operator', operator, operators)
  refuseUnknown('solver', solver, solvers)
  const settings = inpaintingSettings(operator, solver, options)
  const problem = inpaintingProblem(image, mask)
  if (reference !== undefined) checkReference(reference, image)
  const diffusion =
    operator === 'eed' ? eedOperator(settings, image.channels) : homogeneousOperator(settings.stencil, gridSize)
  options.signal?.throwIfAborted()

  const start = performance.now()
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  if (!backend.info.dtypes.includes('float64')) throw singlePrecision(backend.info.name)
  try {
    const request = solverRequest(options, settings, problem, diffusion, backend)
    const solution = await solve(operator, solver, request, settings)
    const seconds = (performance.now() - start) / 1000
    const { width, height, channels } = image
    const result: Image = { width, height, channels, data: Float32Array.from(solution.u) }
    const known = knownCount(mask)
    return {
      shape: { width, height, channels },
      mask: { known, density: known / (width * height) },
      operator,
      solver,
      parameters: reported(operator, solver, settings),
      iterations: solution.iterations,
      residual: solution.residual,
      stopped: solution.stopped,
      psnr: reference === undefined ? null : psnr(result.data, reference.data),
      backend: backend.info.name,
      seconds,
      image: result,
      history: solution.history,
    }
  } finally {
    if (options.backend === undefined) backend.dispose()
  }
}

function singlePrecision(name: string): ParameterError {
  return new ParameterError(`Inpainting computes in float64, which ${name} does not have.`, {
    code: 'INPAINT_BACKEND',
    given: name,
    allowed: ['wasm', 'reference'],
    hint: 'Take the backend wasm (--backend wasm).',
  })
}

function eedOperator(settings: InpaintingSettings, channels: number): Operator {
  const { diffusivity, diffusivityParameters, stencil, sigma } = settings
  return { tensor: tensorGraph(diffusivity, diffusivityParameters, channels), stencil, sigma, gridSize }
}

function solverRequest(
  options: InpaintOptions,
  settings: InpaintingSettings,
  problem: InpaintingProblem,
  operator: Operator,
  backend: Backend,
): SolverRequest {
  const { tolerance, maxIterations, stagnation } = settings
  let iteration = 0
  return {
    backend,
    problem,
    operator,
    stopping: { tolerance, maxIterations, stagnation },
    signal: options.signal,
    onEntry: (entry) => options.onProgress?.({ ...entry, iteration: iteration++, maxIterations, tolerance }),
  }
}

function solve(
  operator: InpaintingOperator,
  solver: InpaintingSolver,
  request: SolverRequest,
  { innerReduction, relaxation }: InpaintingSettings,
): Promise<Solution> {
  if (solver === 'diffusion') return semiIterativeDiffusion(request)
  if (operator === 'homogeneous') return solveLinear(request)
  return laggedDiffusivity(request, { innerReduction, relaxation, maxInnerIterations: 1000 })
}

function reported(
  operator: InpaintingOperator,
  solver: InpaintingSolver,
  settings: InpaintingSettings,
): Record<string, number | string> {
  const { sigma, diffusivity, diffusivityParameters, stencil, tolerance, maxIterations } = settings
  const { innerReduction, relaxation } = settings
  return {
    ...(operator === 'eed' && { diffusivity: diffusivity.name, ...diffusivityParameters, sigma }),
    ...stencil,
    tolerance,
    maxIterations,
    ...(operator === 'eed' && solver === 'cg' && { innerReduction, relaxation }),
  }
}

function refuseUnknown(option: string, given: string, allowed: readonly string[]): void {
  if (allowed.includes(given)) return
  throw new ParameterError(`The ${option} is '${given}': available are ${allowed.join(', ')}`, {
    code: `INPAINTING_${option.toUpperCase()}`,
    given,
    allowed,
    hint: `take one of ${allowed.join(', ')}`,
  })
}
