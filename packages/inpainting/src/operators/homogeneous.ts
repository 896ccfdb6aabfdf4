import { requireKnown } from '@numeural/errors'
import type { InpaintOperator } from '../problem/operator.js'
import { type Stencil, stableStep, stencilOf } from '../tensor/stencil.js'
import { traceIdentity, traceTensorDivergence } from '../tensor/trace-tensor.js'

/** Options of {@link homogeneous}: the δ-stencil. */
export type HomogeneousOptions = Partial<Stencil>

/**
 * Homogeneous diffusion, D = I: the linear equation (1 − c)Δu − c(u − f) = 0.
 *
 * @throws ParameterError `INPAINT_OPTION`, `STENCIL_ALPHA`, `STENCIL_BETA`
 */
export function homogeneous(options: HomogeneousOptions = {}): InpaintOperator {
  const owner = 'homogeneous'
  requireKnown({ owner, code: 'INPAINT_OPTION' }, options, { alpha: true, beta: true } satisfies Record<
    keyof Stencil,
    true
  >)
  const stencil = stencilOf(owner, options)
  return {
    name: 'homogeneous',
    description: 'homogeneous diffusion: Δu = 0 on the unknown pixels',
    parameters: { ...stencil },
    tolerance: 1e-6,
    stableStep: stableStep(stencil),
    apply: (u, trace) => traceTensorDivergence(trace, u, traceIdentity(trace, u, stencil)),
  }
}
