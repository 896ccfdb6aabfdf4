import { certify } from '@numeural/certificates'
import { type Backend, createBackend, type Image, psnr, requireBackend, type Signals } from '@numeural/core'
import { requireObject, ShapeError } from '@numeural/errors'
import { isImplicit, largestOffset, type Network } from '@numeural/schemes'
import { checkOptions } from './check-options.js'
import { classicalDiffusion } from './classical-diffusion.js'
import { estimateNoise } from './estimate-noise.js'
import { certificateOfSteps, type ImplicitSteps, implicitSteps, runImplicit } from './implicit-steps.js'
import { modelOnce } from './model-once.js'
import type { DenoiseOptions, DenoiseResult } from './options.js'
import { refuseDivergence } from './refuse-divergence.js'
import type { RepeatedModel } from './repeated-model.js'
import { runNetwork } from './run-network.js'
import { signalsOf } from './signals-of.js'

/**
 * Removes noise from an image or from signals (of any shape) by nonlinear diffusion, or by a trained network.
 * Nothing need be known:
 * the noise level is estimated, λ and the diffusion time follow from it (see `denoise/rule.ts` for
 * how that was fitted), and the step size from the stability certificate. What was chosen is in the result.
 *
 * Images: forward differences along both axes with reflecting boundaries; the channels of a colour image share one
 * diffusivity. Values are neither clipped nor rounded.
 *
 * An implicit scheme takes four steps unless told otherwise, in float64.
 *
 * @throws ParameterError, ShapeError for data and options that do not fit,
 *   `TAU_NOT_CERTIFIED` for an automatic τ without a certified bound, DivergenceError `DENOISE_DIVERGED` for a
 *   result that is not finite or lies beyond the data by more than 1000 times their range;
 *   the reason of `signal` if it aborts
 */
export async function denoise(
  image: Image,
  options?: DenoiseOptions<Image>,
): Promise<DenoiseResult & { readonly image: Image }>
export async function denoise(
  signals: Signals,
  options?: DenoiseOptions<Signals>,
): Promise<DenoiseResult & { readonly signals: Signals }>
export async function denoise(
  input: Image | Signals,
  options: DenoiseOptions = {},
): Promise<DenoiseResult & ({ readonly image: Image } | { readonly signals: Signals })> {
  const started = performance.now()
  const given: unknown = input
  requireObject(
    { owner: 'denoise', option: 'the input', code: 'DENOISE_OPTION' },
    given,
    'an image { data, width, height, channels } or signals { data, count, shape }',
    'Read a file with readImage() or readSignals() of @numeural/datasets/node.',
  )
  checkOptions(options)
  const noisy = signalsOf(input, 'count' in input ? 'signals' : 'image')
  const reference = options.reference === undefined ? null : referenceOf(options.reference, noisy)
  const noiseEstimate = estimateNoise(noisy.data, noisy.shape)
  const noise = options.noiseLevel ?? noiseEstimate
  const work = workFor(noisy, noise, options)
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  try {
    const { data, ...done } = await work(backend)
    const result: DenoiseResult = {
      ...done,
      noiseEstimate,
      psnr: reference && {
        noisy: psnr(noisy.data, reference),
        denoised: psnr(data, reference),
      },
      backend: backend.info.name,
      seconds: (performance.now() - started) / 1000,
    }
    return 'count' in input ? { ...result, signals: { ...input, data } } : { ...result, image: { ...input, data } }
  } finally {
    if (options.backend === undefined) backend.dispose()
  }
}

/** What was done, and the result. */
type Done = Pick<DenoiseResult, 'scheme' | 'activation' | 'parameters' | 'tau' | 'steps' | 'certificate'> & {
  readonly data: Float32Array
}

/** Settles all numbers at once; what is left is the work. */
function workFor(noisy: Signals, noise: number, options: DenoiseOptions): (backend: Backend) => Promise<Done> {
  const { scheme, model } = options
  if (model === undefined && scheme !== undefined && isImplicit(scheme)) {
    const steps = implicitSteps(noisy, noise, scheme, options)
    return (backend) => implicitly(steps, noisy, backend, options)
  }
  const repeated = model === undefined ? classicalDiffusion(noisy, noise, options) : modelOnce(noisy, model)
  return (backend) => byModel(repeated, noisy, backend, options)
}

async function implicitly(
  given: ImplicitSteps,
  noisy: Signals,
  backend: Backend,
  options: DenoiseOptions,
): Promise<Done> {
  const { scheme, activation, parameters, tau, steps } = given
  const { data, residual } = await runImplicit(given, noisy, backend, options)
  refuseDivergence(noisy.data, data)
  const certificate = certificateOfSteps(given, noisy, residual)
  return { scheme: scheme.name, activation: activation.name, parameters, tau, steps, certificate, data }
}

async function byModel(
  repeated: RepeatedModel,
  noisy: Signals,
  backend: Backend,
  { dtype = 'float32', signal, norm, onProgress }: DenoiseOptions,
): Promise<Done> {
  const steps = repeated.repeats * repeated.stepsPerRepeat
  const data = await runNetwork({
    ...repeated,
    ...separated(noisy, repeated.model.network),
    backend,
    dtype,
    signal,
    onRepeat: (repeat) => onProgress?.({ step: repeat * repeated.stepsPerRepeat, steps }),
  })
  refuseDivergence(noisy.data, data, largestOffset(repeated.model.network))
  const certificate = certify(repeated.model, { dtype, norm })
  const { tau = certificate.blocks[0].tau, ...parameters } = repeated.parameters
  return { scheme: repeated.scheme, activation: repeated.activation, parameters, tau, steps, certificate, data }
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
