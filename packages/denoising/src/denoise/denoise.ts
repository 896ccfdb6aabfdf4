import { certify } from '@numeural/certificates'
import { type Backend, createBackend, type Image, psnr, requireBackend, type Signals } from '@numeural/core'
import { ParameterError, ShapeError } from '@numeural/errors'
import { isImplicit, type Network } from '@numeural/schemes'
import { classicalPlan, type DenoisePlan } from './classical-plan.js'
import { estimateNoise } from './estimate-noise.js'
import { certificateOfSteps, type ImplicitPlan, implicitPlan, runImplicit } from './implicit-plan.js'
import { modelPlan } from './model-plan.js'
import type { DenoiseOptions, DenoiseReport } from './options.js'
import { runNetwork } from './run-network.js'
import { signalsOf } from './signals-of.js'

/**
 * Removes noise from an image or from signals (of any shape) by nonlinear diffusion, or by a trained network. Nothing need be known:
 * the noise level is estimated, λ and the diffusion time follow from it (see `denoise/rule.ts` for how that was fitted),
 * and the step size from the stability certificate. What was chosen is in the result.
 *
 * Images: forward differences along both axes with reflecting boundaries; the channels of a colour image share one
 * diffusivity. Values are neither clipped nor rounded.
 *
 * An implicit scheme takes four steps unless told otherwise, in float64.
 *
 * @throws ParameterError, ShapeError for data and options that do not fit, `TAU_NOT_CERTIFIED` for an automatic τ without a certified bound, DivergenceError for step sizes that are unstable;
 * the reason of `signal` if it aborts
 */
export async function denoise(
  image: Image,
  options?: DenoiseOptions<Image>,
): Promise<DenoiseReport & { readonly image: Image }>
export async function denoise(
  signals: Signals,
  options?: DenoiseOptions<Signals>,
): Promise<DenoiseReport & { readonly signals: Signals }>
export async function denoise(
  input: Image | Signals,
  options: DenoiseOptions = {},
): Promise<DenoiseReport & ({ readonly image: Image } | { readonly signals: Signals })> {
  const started = performance.now()
  const noisy = signalsOf(input, 'count' in input ? 'signals' : 'image')
  const reference = options.reference === undefined ? null : referenceOf(options.reference, noisy)
  const noiseEstimate = estimateNoise(noisy.data, noisy.shape)
  const noise = options.noiseLevel ?? noiseEstimate
  if (!(noise >= 0 && Number.isFinite(noise))) throw refuseNoise(noise)
  const work = workFor(noisy, noise, options)
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  try {
    const { data, ...done } = await work(backend)
    const report: DenoiseReport = {
      ...done,
      noiseEstimate,
      psnr: reference && {
        noisy: psnr(noisy.data, reference),
        denoised: psnr(data, reference),
      },
      backend: backend.info.executor,
      seconds: (performance.now() - started) / 1000,
    }
    return 'count' in input ? { ...report, signals: { ...input, data } } : { ...report, image: { ...input, data } }
  } finally {
    if (options.backend === undefined) backend.dispose()
  }
}

/** What was done, and the result. */
type Done = Pick<DenoiseReport, 'scheme' | 'activation' | 'parameters' | 'tau' | 'steps' | 'certificate'> & {
  readonly data: Float32Array
}

/** Settles all numbers at once; what is left is the work. */
function workFor(noisy: Signals, noise: number, options: DenoiseOptions): (backend: Backend) => Promise<Done> {
  const { scheme, model } = options
  if (model === undefined && scheme !== undefined && isImplicit(scheme)) {
    const plan = implicitPlan(noisy, noise, scheme, options)
    return (backend) => implicitly(plan, noisy, backend, options)
  }
  const plan = model === undefined ? classicalPlan(noisy, noise, options) : modelPlan(noisy, model)
  return (backend) => byNetwork(plan, noisy, backend, options)
}

async function implicitly(
  plan: ImplicitPlan,
  noisy: Signals,
  backend: Backend,
  options: DenoiseOptions,
): Promise<Done> {
  const { scheme, activation, parameters, tau, steps } = plan
  const { data, residual } = await runImplicit(plan, noisy, backend, options)
  const certificate = certificateOfSteps(plan, noisy, residual)
  return { scheme: scheme.name, activation: activation.name, parameters, tau, steps, certificate, data }
}

async function byNetwork(
  plan: DenoisePlan,
  noisy: Signals,
  backend: Backend,
  { dtype = 'float32', signal, norm, onProgress }: DenoiseOptions,
): Promise<Done> {
  const steps = plan.repeats * plan.stepsPerRepeat
  const data = await runNetwork({
    ...plan,
    ...separated(noisy, plan.model.network),
    backend,
    dtype,
    signal,
    onRepeat: (repeat) => onProgress?.({ step: repeat * plan.stepsPerRepeat, steps }),
  })
  const certificate = certify(plan.model, { dtype, norm })
  const { tau = certificate.blocks[0].tau, ...parameters } = plan.parameters
  return { scheme: plan.scheme, activation: plan.activation, parameters, tau, steps, certificate, data }
}

/** Channels as samples of a batch, for a network that takes one channel. */
function separated(signals: Signals, { inputChannels }: Network): Signals {
  const { data, count, shape } = signals
  return inputChannels === 1 ? { data, count: count * shape.channels, shape: { ...shape, channels: 1 } } : signals
}

function referenceOf(given: Image | Signals, noisy: Signals): Float32Array {
  const reference = signalsOf(given, 'reference')
  const sizes = ({ count, shape }: Signals) => [count, shape.channels, shape.height, shape.width].join('×')
  if (sizes(reference) === sizes(noisy)) return reference.data
  throw new ShapeError(`The reference has ${sizes(reference)} values, the data have ${sizes(noisy)}.`, {
    code: 'REFERENCE_SHAPE',
    given: sizes(reference),
    allowed: sizes(noisy),
    hint: 'Give the same data without noise (signals × channels × height × width).',
  })
}

function refuseNoise(given: number): ParameterError {
  return new ParameterError(`The noise level is ${given}.`, {
    code: 'DENOISE_OPTION',
    given,
    allowed: 'a finite number ≥ 0',
    hint: 'Leave it out to have it estimated.',
  })
}
