import type { Signals } from '@numeural/core'
import { addGaussianNoise } from '@numeural/datasets'
import { writeImage, writeSignals } from '@numeural/datasets/node'
import { type DenoiseOptions as ChosenOptions, type DenoiseResult, denoise } from '@numeural/denoising'
import type { NumeuralError } from '@numeural/errors'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { type Input, imageEndings, kindOf, readInput, signalEndings } from '../files/read-input.js'
import { writing } from '../files/writing.js'
import { loadSavedModel } from '../session/load-saved-model.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { chooseNonlinearity } from './choose-nonlinearity.js'
import type { DenoiseOptions } from './denoise-options.js'
import { describeDenoising } from './describe-denoising.js'
import { remarksOnDenoising } from './remarks-on-denoising.js'

type ImageInput = Extract<Input, { kind: 'image' }>

/** Denoises an image or signals from a file, by a scheme or by a trained model. */
export async function denoiseFile(session: Session, given: string, options: DenoiseOptions): Promise<Outcome> {
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
    onProgress: ({ step, steps }: { step: number; steps: number }) => bar.update(step, steps),
  }
  const report = await (input.kind === 'image'
    ? denoiseImage(input, options, settings, { output, noisyOutput })
    : denoiseSignals(input.signals, options, settings, { output, noisyOutput })
  ).catch(namingTau)
  bar.stop()
  const shape = shapeOf(input)
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
  const { steps, time, tau, parameter } = options
  const scheme = registry.scheme(options.scheme ?? 'fsi')
  return {
    scheme,
    activation: await chooseNonlinearity(session, options, scheme),
    parameters: parameter,
    norm: options.norm,
    ...(steps === undefined ? {} : { steps }),
    ...(time === undefined ? {} : { time }),
    ...(tau === undefined ? {} : { tau }),
  }
}

async function denoiseImage(
  { image, metadata }: ImageInput,
  { noise, noiseOut, seed, output: given }: DenoiseOptions,
  settings: Settings,
  { output, noisyOutput }: Outputs,
): Promise<DenoiseResult> {
  const noisy = noise === undefined ? image : addGaussianNoise(image, noise, { seed })
  const reference = noise === undefined ? {} : { reference: image }
  const { image: result, ...report } = await denoise(noisy, { ...settings, ...reference })
  await writing('--output', given, () => writeImage(result, output, { like: metadata }))
  if (noisyOutput !== null)
    await writing('--noise-out', noiseOut!, () => writeImage(noisy, noisyOutput, { like: metadata }))
  return report
}

async function denoiseSignals(
  clean: Signals,
  { noise, noiseOut, seed, output: given }: DenoiseOptions,
  settings: Settings,
  { output, noisyOutput }: Outputs,
): Promise<DenoiseResult> {
  const noisy = noise === undefined ? clean : addGaussianNoise(clean, noise, { seed })
  const reference = noise === undefined ? {} : { reference: clean }
  const { signals: result, ...report } = await denoise(noisy, { ...settings, ...reference })
  await writing('--output', given, () => writeSignals(result, output))
  if (noisyOutput !== null) await writing('--noise-out', noiseOut!, () => writeSignals(noisy, noisyOutput))
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

function refuseContradictions(options: DenoiseOptions): void {
  const { model, steps, time, scheme, activation, define, tau, parameter } = options
  if (steps !== undefined && time !== undefined) throw new UsageError('--steps and --time', 'give one of them')
  if (tau !== undefined && Object.hasOwn(parameter, 'tau')) {
    throw new UsageError('--tau and --parameter tau', 'give one of them')
  }
  if (options.noiseOut !== undefined && options.noise === undefined) {
    throw new UsageError('--noise-out without --noise', 'it writes the noise that --noise SIGMA adds')
  }
  if (model === undefined) return
  const own = Object.entries({
    ...{ scheme, activation, define: Object.keys(define)[0], steps, time, tau },
    parameter: Object.keys(parameter)[0],
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
