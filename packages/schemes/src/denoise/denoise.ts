import { createBackend, type Image, psnr } from '@numeural/core'
import { ParameterError, ShapeError } from '@numeural/formula'
import { certify } from '../certificate/certify.js'
import { classicalPlan } from './classical-plan.js'
import { estimateNoise } from './estimate-noise.js'
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
  const plan = options.model === undefined ? classicalPlan(sampled, noise, options) : modelPlan(sampled, options.model)

  const dtype = options.dtype ?? 'float32'
  const backend = options.backend ?? (await createBackend())
  try {
    const steps = plan.repeats * plan.stepsPerRepeat
    const data = await runNetwork({
      ...plan,
      ...separated(sampled, plan.network.description),
      backend,
      dtype,
      signal: options.signal,
      onRepeat: (repeat) => options.onProgress?.({ step: repeat * plan.stepsPerRepeat, steps }),
    })
    const certificate = certify(plan.network, plan.effective, { dtype, norm: options.norm })
    const { tau = certificate.blocks[0].tau, ...parameters } = plan.parameters
    const report: DenoiseReport = {
      scheme: plan.scheme,
      activation: plan.activation,
      parameters,
      tau,
      steps,
      noiseEstimate,
      psnr: reference && {
        noisy: psnr(sampled.data, reference),
        denoised: psnr(data, reference),
      },
      certificate,
      backend: backend.info.executor,
      seconds: (performance.now() - started) / 1000,
    }
    return 'count' in input ? { ...report, signals: { ...input, data } } : { ...report, image: { ...input, data } }
  } finally {
    if (options.backend === undefined) backend.dispose()
  }
}

/** Channels as samples of a batch, for a network that takes one channel. */
function separated(sampled: Sampled, network: { lifting: 'copy' | 'none' }): Sampled {
  const { data, batch, shape } = sampled
  return network.lifting === 'copy'
    ? { data, batch: batch * shape.channels, shape: { ...shape, channels: 1 } }
    : sampled
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
