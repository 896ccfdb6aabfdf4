import {
  charbonnier,
  contrastNames,
  type Nonlinearity,
  type ParameterValues,
  resolveParameters,
} from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { checkStencil, type Stencil, standardStencil } from './stencil.js'

/** `eed`: edge-enhancing diffusion (C21 sec. 7.2); `homogeneous`: D = I. */
export type InpaintingOperator = 'eed' | 'homogeneous'

/** `cg`: conjugate gradients, for EED within lagged diffusivity; `diffusion`: fast semi-iterative evolution. */
export type InpaintingSolver = 'cg' | 'diffusion'

/** Numbers that steer `inpaint`; what is left out takes the default. */
export interface InpaintingParameters {
  /** Contrast of the diffusivity in grey values per pixel. Default 0.93 (C21 sec. 7.2). Ignored by diffusivities without `lambda`. */
  readonly lambda?: number
  /** Standard deviation of the Gaussian before the gradient, in pixels, at most 50. Default 0.97 (C21 sec. 7.2). */
  readonly sigma?: number
  /** The diffusivity g, with g(0) = 1. Default Charbonnier. */
  readonly diffusivity?: Nonlinearity
  /** Values of the diffusivity's parameters other than `lambda`; default its own. */
  readonly diffusivityParameters?: Readonly<Record<string, number>>
  /** δ-stencil, 0 ≤ α ≤ ½. Default 0. */
  readonly alpha?: number
  /** δ-stencil, |β| ≤ 1 − 2α or `'sign'` for (1 − 2α) sgn b. Default 0. */
  readonly beta?: number | 'sign'
  /** Ends below this relative residual. Default 1e-3 for `eed`, 1e-6 for `homogeneous`. */
  readonly tolerance?: number
  /** Most outer iterations (`eed` with `cg`; default 100), iterations per channel (`homogeneous` with `cg`; 10 000) or cycles (`diffusion`; 1000). */
  readonly maxIterations?: number
  /** Fraction to which conjugate gradients reduce the residual of every frozen equation. Default 1e-2. */
  readonly innerReduction?: number
  /** θ of the update u ← u + θ(v − u), 0 < θ ≤ 1. Default 1. */
  readonly relaxation?: number
  /** Ends when `steps` outer iterations have not brought the residual below `factor` times its least value before. Default 10 and 0.9. */
  readonly stagnation?: { readonly steps: number; readonly factor: number }
}

/** The parameters with all defaults filled in. */
export interface InpaintingSettings {
  readonly sigma: number
  readonly diffusivity: Nonlinearity
  readonly diffusivityParameters: Readonly<Record<string, number>>
  readonly stencil: Stencil
  readonly tolerance: number
  readonly maxIterations: number
  readonly innerReduction: number
  readonly relaxation: number
  readonly stagnation: { readonly steps: number; readonly factor: number }
}

/** Nothing larger is inpainting any more, and the kernel's length grows with it. */
const largestSigma = 50

/**
 * Fills in the defaults and refuses what is out of range.
 *
 * @throws ParameterError `INPAINTING_PARAMETER`, `STENCIL_ALPHA`, `STENCIL_BETA`,
 *   `PARAMETER_UNKNOWN`, `PARAMETER_DOMAIN`
 */
export function inpaintingSettings(
  operator: InpaintingOperator,
  solver: InpaintingSolver,
  parameters: InpaintingParameters,
): InpaintingSettings {
  const limits = { eed: { cg: 100, diffusion: 1000 }, homogeneous: { cg: 10_000, diffusion: 1000 } }
  const {
    lambda = 0.93,
    sigma = 0.97,
    diffusivity = charbonnier,
    alpha = standardStencil.alpha,
    beta = standardStencil.beta,
    tolerance = operator === 'eed' ? 1e-3 : 1e-6,
    maxIterations = limits[operator][solver],
    innerReduction = 1e-2,
    relaxation = 1,
    stagnation = { steps: 10, factor: 0.9 },
  } = parameters
  checkStencil({ alpha, beta })
  expect('sigma', sigma, sigma >= 0 && sigma <= largestSigma, `a number from 0 to ${largestSigma}`)
  expect('tolerance', tolerance, tolerance > 0 && tolerance < 1, 'a number between 0 and 1')
  expect('maxIterations', maxIterations, Number.isInteger(maxIterations) && maxIterations >= 1, 'a positive integer')
  expect('innerReduction', innerReduction, innerReduction > 0 && innerReduction < 1, 'a number between 0 and 1')
  expect('relaxation', relaxation, relaxation > 0 && relaxation <= 1, 'a number above 0, at most 1')
  const { steps, factor } = stagnation
  expect('stagnation.steps', steps, Number.isInteger(steps) && steps >= 1, 'a positive integer')
  expect('stagnation.factor', factor, factor > 0 && factor <= 1, 'a number above 0, at most 1')
  const contrast: ParameterValues = Object.fromEntries(
    contrastNames(diffusivity.parameters).map((name) => [name, lambda]),
  )
  const values = { ...contrast, ...parameters.diffusivityParameters }
  return {
    sigma,
    diffusivity,
    diffusivityParameters: resolveParameters(diffusivity.name, diffusivity.parameters, values),
    stencil: { alpha, beta },
    tolerance,
    maxIterations,
    innerReduction,
    relaxation,
    stagnation,
  }
}

function expect(name: string, given: number, holds: boolean, allowed: string): void {
  if (holds) return
  throw new ParameterError(`${name} is ${given}: it must be ${allowed}`, {
    code: 'INPAINTING_PARAMETER',
    given: { [name]: given },
    allowed,
    hint: `leave ${name} out for the default`,
  })
}
