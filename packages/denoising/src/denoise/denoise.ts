import { certify } from '@numeural/certificates'
import { type Backend, createBackend, type Image, psnr, requireBackend } from '@numeural/core'
import { ParameterError, ShapeError } from '@numeural/errors'
import { isImplicit, type Network } from '@numeural/schemes'
import { classicalPlan, type DenoisePlan } from './classical-plan.js'
import { estimateNoise } from './estimate-noise.js'
import { certificateOfSteps, type ImplicitPlan, implicitPlan, runImplicit } from './implicit-plan.js'
import { modelPlan } from './model-plan.js'
import type { DenoiseOptions, DenoiseReport, Signals } from './options.js'
import { runNetwork } from './run-network.js'
import { type Sampled, sampledOf } from './sampled.js'

/**
 * Removes noise from an image or from 1D signals by nonlinear diffusion, or by a trained network. Nothing need be known:
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
  const sampled = sampledOf(input, 'count' in input ? 'signals' : 'image')
  const reference = options.reference === undefined ? null : referenceOf(options.reference, sampled)
  const noiseEstimate = estimateNoise(sampled.data, sampled.shape)
  const noise = options.noiseLevel ?? noiseEstimate
  if (!(noise >= 0 && Number.isFinite(noise))) throw refuseNoise(noise)
  const work = workFor(sampled, noise, options)
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  try {
    const { data, ...done } = await work(backend)
    const report: DenoiseReport = {
      ...done,
      noiseEstimate,
      psnr: reference && {
        noisy: psnr(sampled.data, reference),
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
function workFor(sampled: Sampled, noise: number, options: DenoiseOptions): (backend: Backend) => Promise<Done> {
  const { scheme, model } = options
  if (model === undefined && scheme !== undefined && isImplicit(scheme)) {
    const plan = implicitPlan(sampled, noise, scheme, options)
    return (backend) => implicitly(plan, sampled, backend, options)
  }
  const plan = model === undefined ? classicalPlan(sampled, noise, options) : modelPlan(sampled, model)
  return (backend) => byNetwork(plan, sampled, backend, options)
}

async function implicitly(
  plan: ImplicitPlan,
  sampled: Sampled,
  backend: Backend,
  options: DenoiseOptions,
): Promise<Done> {
  const { scheme, activation, parameters, tau, steps } = plan
  const { data, residual } = await runImplicit(plan, sampled, backend, options)
  const certificate = certificateOfSteps(plan, sampled, residual)
  return { scheme: scheme.name, activation: activation.name, parameters, tau, steps, certificate, data }
}

async function byNetwork(
  plan: DenoisePlan,
  sampled: Sampled,
  backend: Backend,
  { dtype = 'float32', signal, norm, onProgress }: DenoiseOptions,
): Promise<Done> {
  const steps = plan.repeats * plan.stepsPerRepeat
  const data = await runNetwork({
    ...plan,
    ...separated(sampled, plan.network),
    backend,
    dtype,
    signal,
    onRepeat: (repeat) => onProgress?.({ step: repeat * plan.stepsPerRepeat, steps }),
  })
  const certificate = certify(plan.network, plan.effective, { dtype, norm })
  const { tau = certificate.blocks[0].tau, ...parameters } = plan.parameters
  return { scheme: plan.scheme, activation: plan.activation, parameters, tau, steps, certificate, data }
}

/** Channels as samples of a batch, for a network that takes one channel. */
function separated(sampled: Sampled, { inputChannels }: Network): Sampled {
  const { data, batch, shape } = sampled
  return inputChannels === 1 ? { data, batch: batch * shape.channels, shape: { ...shape, channels: 1 } } : sampled
}

function referenceOf(reference: Image | Signals, sampled: Sampled): Float32Array {
  const { data, batch, shape } = sampledOf(reference, 'reference')
  const sizes = (each: Sampled['shape'], count: number) => [count, each.channels, each.height, each.width].join('×')
  if (sizes(shape, batch) === sizes(sampled.shape, sampled.batch)) return data
  throw new ShapeError(
    `The reference has ${sizes(shape, batch)} values, the data have ${sizes(sampled.shape, sampled.batch)}.`,
    {
      code: 'REFERENCE_SHAPE',
      given: sizes(shape, batch),
      allowed: sizes(sampled.shape, sampled.batch),
      hint: 'Give the same data without noise (signals × channels × height × width).',
    },
  )
}

function refuseNoise(given: number): ParameterError {
  return new ParameterError(`The noise level is ${given}.`, {
    code: 'DENOISE_OPTION',
    given,
    allowed: 'a finite number ≥ 0',
    hint: 'Leave it out to have it estimated.',
  })
}
