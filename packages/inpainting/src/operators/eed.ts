import {
  charbonnier,
  contrastNames,
  type Nonlinearity,
  requireNonlinearity,
  resolveParameters,
} from '@numeural/activations'
import { requireKnown, requireNumber, requireObject } from '@numeural/errors'
import type { InpaintOperator } from '../problem/operator.js'
import { type Stencil, stableStep, stencilOf } from '../tensor/stencil.js'
import { requireUnitAtZero, tensorGraph } from '../tensor/tensor-graph.js'
import { tensorChannels, traceIdentity, traceTensor, traceTensorDivergence } from '../tensor/trace-tensor.js'

/** Options of {@link eed}. */
export interface EedOptions extends Partial<Stencil> {
  /** Standard deviation of the Gaussian before the gradient, in pixels, at most 50. Default 0.97 (C21 sec. 7.2). */
  readonly sigma?: number
  /** Its diffusivity g, with g(0) = 1, stops diffusion across edges. Default Charbonnier. */
  readonly activation?: Nonlinearity
  /** Values of its parameters. Default: contrasts 0.93 grey values per pixel (C21 sec. 7.2), others their own. */
  readonly parameters?: Readonly<Record<string, number>>
}

const known = {
  sigma: true,
  activation: true,
  parameters: true,
  alpha: true,
  beta: true,
} satisfies Record<keyof EedOptions, true>

const usualContrast = 0.93

/** Nothing larger is inpainting any more, and the kernel's length grows with it. */
const largestSigma = 50

/**
 * Edge-enhancing diffusion: D = g(√J) with J the mean of ∇u_σ∇u_σᵀ over the channels, u_σ smoothed by a Gaussian.
 * For one channel the eigenvalue across the edge is g(|∇u_σ|), the one along it 1.
 *
 * @throws ParameterError `INPAINT_OPTION`, `STENCIL_ALPHA`, `STENCIL_BETA`, `TENSOR_DIFFUSIVITY`, `PARAMETER_UNKNOWN`,
 *   `PARAMETER_DOMAIN`
 *
 * Source: C21 sec. 7.2; Weickert 1998.
 */
export function eed(options: EedOptions = {}): InpaintOperator {
  const by = { owner: 'eed', code: 'INPAINT_OPTION' }
  requireKnown(by, options, known)
  const { sigma = 0.97, activation = charbonnier, parameters = {} } = options
  const stencil = stencilOf(by.owner, options)
  requireNumber({ ...by, option: 'sigma' }, sigma, { least: 0, most: largestSigma })
  requireNonlinearity({ ...by, option: 'activation' }, activation)
  requireObject({ ...by, option: 'parameters' }, parameters)
  const usual = Object.fromEntries(contrastNames(activation.parameters).map((name) => [name, usualContrast]))
  const values = resolveParameters(activation.name, activation.parameters, { ...usual, ...parameters })
  requireUnitAtZero(activation, values)
  return {
    name: 'eed',
    description: 'edge-enhancing diffusion: smooths along edges, not across',
    // Results have always called it the diffusivity.
    parameters: { diffusivity: activation.name, ...values, sigma, ...stencil },
    tolerance: 1e-3,
    stableStep: stableStep(stencil),
    coefficients: {
      channels: tensorChannels,
      trace: (u, trace) =>
        traceTensor(trace, u, { tensor: tensorGraph(activation, values, u.shape.channels), stencil, sigma }),
      start: (u, trace) => traceIdentity(trace, u, stencil),
    },
    apply: (u, trace, stored) => traceTensorDivergence(trace, u, stored!),
  }
}
