import { createBackend, type Image, psnr, requireBackend } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { checkReference } from './check-reference.js'
import { knownCount } from './masks/mask.js'
import { type InpaintOptions, inpaintSettings } from './options.js'
import { inpaintProblem } from './problem/problem.js'
import type { InpaintResult } from './result.js'

/**
 * Reconstructs an image from its known pixels: solves (1 − c)A(u)u + c(u − f) = 0, c = 1 on known pixels,
 * with an operator such as homogeneous diffusion, A = −Δ, or edge-enhancing diffusion (C21 sec. 7.2).
 * Reflecting boundaries, float64.
 *
 * @param image values at unknown pixels are never read
 * @throws ParameterError `INPAINT_BACKEND` on a backend without float64;
 *   ShapeError, ParameterError on unfit images, masks and options;
 *   DivergenceError if the iteration leaves the finite numbers
 */
export async function inpaint(image: Image, options: InpaintOptions): Promise<InpaintResult> {
  const problem = inpaintProblem(image, options?.mask)
  const { operator, solver, stopping } = inpaintSettings(options)
  const { mask, reference, signal, onProgress } = options
  if (reference !== undefined) checkReference(reference, image)
  signal?.throwIfAborted()

  const start = performance.now()
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  if (!backend.info.dtypes.includes('float64')) throw singlePrecision(backend.info.name)
  try {
    const onEntry = onProgress && ((entry: object, progress: object) => onProgress({ ...entry, ...progress } as never))
    const { u, ...solution } = await solver.solve({ backend, problem, operator, stopping, signal, onEntry })
    const seconds = (performance.now() - start) / 1000
    const { width, height, channels } = image
    const result: Image = { width, height, channels, data: Float32Array.from(u) }
    const known = knownCount(mask)
    const { tolerance, maxIterations } = stopping
    return {
      shape: { width, height, channels },
      mask: { known, density: known / (width * height) },
      operator: operator.name,
      solver: solver.name,
      parameters: { ...operator.parameters, tolerance, maxIterations, ...solver.parameters(operator) },
      iterations: solution.iterations,
      residual: solution.residual,
      stopped: solution.stopped,
      ...(solution.acceleration && { acceleration: solution.acceleration }),
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
