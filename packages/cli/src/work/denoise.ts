import { contrastNames, type Nonlinearity } from '@numeural/activations'
import { addGaussianNoise } from '@numeural/datasets'
import { writeImage, writeSignals } from '@numeural/datasets/node'
import {
  type DenoiseOptions as ChosenOptions,
  type DenoiseProgress,
  type DenoiseResult,
  denoise,
} from '@numeural/denoising'
import type { NumeuralError } from '@numeural/errors'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { type Input, imageEndings, kindOf, readInput, signalEndings } from '../files/read-input.js'
import { remarkOnMetadata } from '../files/remark-on-metadata.js'
import { writing } from '../files/writing.js'
import { isDefined } from '../options/define-option.js'
import type { ParameterOption } from '../options/parameter-option.js'
import { loadSavedModel } from '../session/load-saved-model.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { chooseNonlinearity } from './choose-nonlinearity.js'
import type { DenoiseOptions } from './denoise-options.js'
import { describeDenoising } from './describe-denoising.js'
import { remarksOnDenoising } from './remarks-on-denoising.js'

type ImageInput = Extract<Input, { kind: 'image' }>
type SignalInput = Extract<Input, { kind: 'signals' }>

/** Denoises an image or signals from a file, by a scheme or by a trained model. */
export async function denoiseFile(session: Session, given: string, typed: DenoiseOptions): Promise<Outcome> {
  const options = withOneNoise(typed)
  refuseContradictions(options)
  if (given !== '-') refuseOtherKind(kindOf(given), options)
  const output = checkOutput(session, '--output', options.output, [...imageEndings, ...signalEndings])
  const noisyOutput =
    options.noiseOut === undefined
      ? null
      : checkOutput(session, '--noise-out', options.noiseOut, [...imageEndings, ...signalEndings])
  const chosen = await chosenOptions(session, options)
  const input = await readInput(session, given, options.grey)
  refuseOtherKind(input.kind, options)
  const bar = await session.progress('denoising')
  const settings = {
    ...chosen,
    backend: await session.backend(valuesOf(input)),
    signal: session.signal,
    onProgress: ({ phase, step, steps }: DenoiseProgress) =>
      bar.update(step, steps, phase === 'tuning' ? 'candidates tried' : ''),
  }
  const report = await (input.kind === 'image'
    ? denoiseImage(input, options, settings, { output, noisyOutput })
    : denoiseSignals(input, options, settings, { output, noisyOutput })
  ).catch(namingTau)
  bar.stop()
  const shape = shapeOf(input)
  const lost = input.kind === 'image' ? remarkOnMetadata(input.metadata, options.output) : null
  if (lost !== null) session.note(lost)
  for (const remark of remarksOnDenoising(options, chosen.activation, report)) session.note(remark)
  return {
    json: { output, ...(noisyOutput === null ? {} : { noiseOutput: noisyOutput }), shape, ...report },
    text: [
      ...describeDenoising(report, shape, options.output),
      ...(noisyOutput === null ? [] : [`written: ${options.noiseOut}`]),
    ],
  }
}

/** Says by which option the step size is given. */
function namingTau(error: unknown): never {
  const { code, message } = error as Partial<NumeuralError>
  if (code !== 'TAU_NOT_CERTIFIED') throw error
  throw new UsageError(
    String(message).replace(/\.$/, ''),
    'give --tau T, such as --tau 0.1 (nothing is guaranteed then)',
    { cause: error },
  )
}

/** Absolute paths of what is written. */
interface Outputs {
  readonly output: string
  readonly noisyOutput: string | null
}

type Settings = Omit<ChosenOptions, 'reference'>

async function chosenOptions(session: Session, options: DenoiseOptions): Promise<Settings> {
  if (options.model !== undefined) {
    return { norm: options.norm, model: await loadSavedModel(session, options.model) }
  }
  const registry = await session.registry()
  const { steps, time, tau, noiseLevel, strength, tune } = options
  const scheme = registry.scheme(options.scheme ?? 'fsi')
  const activation = await chooseNonlinearity(session, options, scheme)
  return {
    scheme,
    activation,
    parameters: fixedParameters(options, activation),
    norm: options.norm,
    tune,
    ...(noiseLevel === undefined ? {} : { noiseLevel }),
    ...(strength === undefined ? {} : { strength }),
    ...(steps === undefined ? {} : { steps }),
    ...(time === undefined ? {} : { time }),
    ...(tau === undefined ? {} : { tau }),
  }
}

/** A formula of `--define` declares its contrasts by a value, which `--tune` is there to find. */
function fixedParameters({ define, parameter, tune }: DenoiseOptions, activation: Nonlinearity): ParameterOption {
  if (!tune || !isDefined(define)) return parameter
  const contrasts = contrastNames(activation.parameters)
  return Object.fromEntries(Object.entries(parameter).filter(([name]) => !contrasts.includes(name)))
}

async function denoiseImage(
  { image, metadata }: ImageInput,
  { addNoise: noise, noiseOut, seed, output: given }: DenoiseOptions,
  settings: Settings,
  { output, noisyOutput }: Outputs,
): Promise<DenoiseResult> {
  const noisy = noise === undefined ? image : addGaussianNoise(image, noise, { seed })
  const reference = noise === undefined ? {} : { reference: image }
  const { image: result, ...report } = await denoise(noisy, { ...settings, ...reference })
  await writing('--output', given, () => writeImage(result, output, { like: metadata }))
  if (noisyOutput !== null)
    await writing('--noise-out', noiseOut!, () => writeImage(noisy, noisyOutput, { like: metadata }), [given])
  return report
}

async function denoiseSignals(
  { signals: clean, layout }: SignalInput,
  { addNoise: noise, noiseOut, seed, output: given }: DenoiseOptions,
  settings: Settings,
  { output, noisyOutput }: Outputs,
): Promise<DenoiseResult> {
  const noisy = noise === undefined ? clean : addGaussianNoise(clean, noise, { seed })
  const reference = noise === undefined ? {} : { reference: clean }
  const { signals: result, ...report } = await denoise(noisy, { ...settings, ...reference })
  await writing('--output', given, () => writeSignals(result, output, { layout }))
  if (noisyOutput !== null)
    await writing('--noise-out', noiseOut!, () => writeSignals(noisy, noisyOutput, { layout }), [given])
  return report
}

function shapeOf(input: Input): Record<string, number> {
  if (input.kind === 'signals') return { count: input.signals.count, length: input.signals.shape.width }
  const { width, height, channels } = input.image
  return { width, height, channels }
}

/** Samples of all signals, or of all channels of the image. */
function valuesOf(input: Input): number {
  return Object.values(shapeOf(input)).reduce((product, size) => product * size, 1)
}

/** `--noise` is the old name of `--add-noise`. */
function withOneNoise(options: DenoiseOptions): DenoiseOptions {
  const { addNoise, noise } = options
  if (noise === undefined) return options
  if (addNoise === undefined) return { ...options, addNoise: noise }
  throw new UsageError('--add-noise and --noise', 'they are one option; give --add-noise')
}

function refuseContradictions(options: DenoiseOptions): void {
  const { model, steps, time, scheme, activation, define, tau, parameter, noiseLevel, strength } = options
  const tune = options.tune || undefined
  if (steps !== undefined && time !== undefined) throw new UsageError('--steps and --time', 'give one of them')
  if (tau !== undefined && Object.hasOwn(parameter, 'tau')) {
    throw new UsageError('--tau and --parameter tau', 'give one of them')
  }
  if (options.noiseOut !== undefined && options.addNoise === undefined) {
    throw new UsageError('--noise-out without --add-noise', 'it writes the input with the noise of --add-noise SIGMA')
  }
  if (model === undefined) return
  const own = Object.entries({
    ...{ scheme, activation, define: Object.keys(define)[0], steps, time, tau },
    ...{ parameter: Object.keys(parameter)[0], 'noise-level': noiseLevel, strength, tune },
  })
  const superfluous = own.find(([, value]) => value !== undefined)
  if (superfluous !== undefined) {
    throw new UsageError(`--model and --${superfluous[0]}`, 'a model has its own; give one of them')
  }
}

function refuseOtherKind(kind: Input['kind'], { output, noiseOut, grey }: DenoiseOptions): void {
  const endings: readonly string[] = kind === 'image' ? imageEndings : signalEndings
  const what = kind === 'image' ? 'an image' : 'signals'
  for (const [flag, file] of Object.entries({ '--output': output, '--noise-out': noiseOut })) {
    if (file === undefined || file === '' || endings.some((ending) => file.toLowerCase().endsWith(ending))) continue
    throw new UsageError(`${flag} ${file}`, `the input is ${what}; name a file that ends in ${endings.join(', ')}`)
  }
  if (kind === 'signals' && grey) throw new UsageError('--grey', 'signals have no colour; leave it out')
}
