import { certify } from '@numeural/certificates'
import { type Backend, createBackend, type Image, psnr, requireBackend, type Signals } from '@numeural/core'
import { requireObject, ShapeError } from '@numeural/errors'
import { isImplicit, largestOffset, type Network } from '@numeural/schemes'
import { estimateNoise } from '../noise/estimate-noise.js'
import { checkOptions } from './check-options.js'
import { classicalDiffusion } from './classical-diffusion.js'
import { certificateOfSteps, type ImplicitSteps, implicitSteps, runImplicit } from './implicit-steps.js'
import { modelOnce } from './model-once.js'
import type { DenoiseOptions, DenoiseResult } from './options.js'
import { refuseDivergence } from './refuse-divergence.js'
import type { RepeatedModel } from './repeated-model.js'
import { runNetwork } from './run-network.js'
import { noiseOf, requireSomethingLeft, type Settled, settleByRule, settleByTuning } from './settle.js'
import { signalsOf } from './signals-of.js'
import { usualDtype } from './usual-dtype.js'

/**
 * Removes noise from an image or from signals (of any shape) by nonlinear diffusion, or by a trained network.
 * Nothing need be known:
 * the noise level is estimated, λ and the diffusion time follow from it (see `rule/fitted-rules.ts` for
 * how that was fitted), and the step size from the stability certificate. What was chosen is in the result.
 * For nonlinearities that have no rule `tune` searches λ and the time.
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
  requireSomethingLeft(options)
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  try {
    const { work, origin } = await settledWork(noisy, noiseEstimate, options, backend)
    const { data, ...done } = await work(backend)
    const result: DenoiseResult = {
      ...done,
      noiseEstimate,
      rule: origin,
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
type Done = Pick<
  DenoiseResult,
  'scheme' | 'activation' | 'parameters' | 'tau' | 'steps' | 'time' | 'dtype' | 'certificate'
> & {
  readonly data: Float32Array
}

/** Work whose numbers are settled. */
type Work = (backend: Backend) => Promise<Done>

/** Settles all numbers; what is left is the work. */
async function settledWork(
  noisy: Signals,
  noiseEstimate: number,
  options: DenoiseOptions,
  backend: Backend,
): Promise<Pick<Settled, 'origin'> & { readonly work: Work }> {
  if (options.model !== undefined) {
    const repeated = modelOnce(noisy, options.model)
    return { origin: null, work: (on) => byModel(repeated, noisy, on, options) }
  }
  const noise = noiseOf(noisy, noiseEstimate, options)
  const byRule = settleByRule(noisy, noise, options)
  // Refuses what cannot be, before anything is searched.
  const { time, work } = diffusionFor(noisy, byRule, options)
  if (options.tune !== true) return { origin: byRule.origin, work }
  const tuned = await settleByTuning(noisy, noise, { ...byRule, time }, options, backend)
  return { origin: tuned.origin, work: diffusionFor(noisy, tuned, options).work }
}

function diffusionFor(noisy: Signals, settled: Settled, options: DenoiseOptions): { time: number; work: Work } {
  const { scheme } = options
  if (scheme !== undefined && isImplicit(scheme)) {
    const steps = implicitSteps(noisy, settled, scheme, options)
    return { time: steps.steps * steps.tau, work: (backend) => implicitly(steps, noisy, backend, options) }
  }
  const repeated = classicalDiffusion(noisy, settled, options)
  return { time: repeated.time, work: (backend) => byModel(repeated, noisy, backend, options) }
}

async function implicitly(
  given: ImplicitSteps,
  noisy: Signals,
  backend: Backend,
  options: DenoiseOptions,
): Promise<Done> {
  const { scheme, activation, parameters, tau, steps } = given
  const { data, residual, dtype } = await runImplicit(given, noisy, backend, options)
  refuseDivergence(noisy.data, data)
  const certificate = certificateOfSteps(given, noisy, residual)
  const time = steps * tau
  return { scheme: scheme.name, activation: activation.name, parameters, tau, steps, time, dtype, certificate, data }
}

async function byModel(
  repeated: RepeatedModel,
  noisy: Signals,
  backend: Backend,
  options: DenoiseOptions,
): Promise<Done> {
  const { signal, norm, onProgress } = options
  const steps = repeated.repeats * repeated.stepsPerRepeat
  const dtype = options.dtype ?? usualDtype(repeated.model, backend)
  const data = await runNetwork({
    ...repeated,
    ...separated(noisy, repeated.model.network),
    backend,
    dtype,
    signal,
    onRepeat: (repeat) => onProgress?.({ phase: 'denoising', step: repeat * repeated.stepsPerRepeat, steps }),
  })
  refuseDivergence(noisy.data, data, largestOffset(repeated.model.network))
  const certificate = certify(repeated.model, { dtype, norm })
  const { tau = certificate.blocks[0].tau, ...parameters } = repeated.parameters
  const { scheme, activation, time } = repeated
  return { scheme, activation, parameters, tau, steps, time, dtype, certificate, data }
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
