import { addGaussianNoise, type Signals } from '@numeural/datasets'
import { writeImage, writeSignals } from '@numeural/datasets/node'
import { type DenoiseOptions as ChosenOptions, type DenoiseReport, denoise } from '@numeural/schemes'
import { loadModel } from '@numeural/training/node'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { type Input, imageEndings, readInput, signalEndings } from '../files/read-input.js'
import { writing } from '../files/writing.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import type { DenoiseOptions } from './denoise-options.js'
import { describeDenoising } from './describe-denoising.js'

type ImageInput = Extract<Input, { kind: 'image' }>

/** Denoises an image or signals from a file, by a scheme or by a trained model. */
export async function denoiseFile(session: Session, given: string, options: DenoiseOptions): Promise<Outcome> {
  refuseContradictions(options)
  const output = checkOutput(session, '--output', options.output, [...imageEndings, ...signalEndings])
  const chosen = await chosenOptions(session, options)
  const input = await readInput(session, given, options.grey)
  refuseOtherKind(input, options)
  const bar = await session.progress('denoising')
  const settings = {
    ...chosen,
    backend: await session.backend(),
    signal: session.signal,
    onProgress: ({ step, steps }: { step: number; steps: number }) => bar.update(step, steps),
  }
  const report =
    input.kind === 'image'
      ? await denoiseImage(input, options, settings, output)
      : await denoiseSignals(input.signals, options, settings, output)
  bar.stop()
  const shape = shapeOf(input)
  const figures = { ...report, backend: settings.backend.info.name }
  return { json: { output, shape, ...figures }, text: describeDenoising(figures, shape, options.output) }
}

type Settings = Omit<ChosenOptions, 'reference'>

async function chosenOptions(session: Session, options: DenoiseOptions): Promise<Settings> {
  if (options.model !== undefined) {
    const { network, raw } = await loadModel(session.path(options.model))
    return { norm: options.norm, model: { network, effective: network.parametrisation.effective(raw) } }
  }
  const registry = await session.registry()
  const { steps, time, tau, parameter } = options
  return {
    scheme: registry.scheme(options.scheme ?? 'fsi'),
    activation: registry.nonlinearity(options.activation ?? 'perona-malik'),
    parameters: parameter,
    norm: options.norm,
    ...(steps === undefined ? {} : { steps }),
    ...(time === undefined ? {} : { time }),
    ...(tau === undefined ? {} : { tau }),
  }
}

async function denoiseImage(
  { image, metadata }: ImageInput,
  { noise, seed, output: given }: DenoiseOptions,
  settings: Settings,
  output: string,
): Promise<DenoiseReport> {
  const noisy = noise === undefined ? image : addGaussianNoise(image, noise, seed)
  const reference = noise === undefined ? {} : { reference: image }
  const { image: result, ...report } = await denoise(noisy, { ...settings, ...reference })
  await writing('--output', given, () => writeImage(result, output, { like: metadata }))
  return report
}

async function denoiseSignals(
  clean: Signals,
  { noise, seed, output: given }: DenoiseOptions,
  settings: Settings,
  output: string,
): Promise<DenoiseReport> {
  const noisy = noise === undefined ? clean : { ...clean, data: addGaussianNoise(clean.data, noise, seed) }
  const reference = noise === undefined ? {} : { reference: clean }
  const { signals: result, ...report } = await denoise(noisy, { ...settings, ...reference })
  await writing('--output', given, () => writeSignals(result, output))
  return report
}

function shapeOf(input: Input): Record<string, number> {
  if (input.kind === 'signals') return { count: input.signals.count, length: input.signals.length }
  const { width, height, channels } = input.image
  return { width, height, channels }
}

function refuseContradictions(options: DenoiseOptions): void {
  const { model, steps, time, scheme, activation, tau, parameter } = options
  if (steps !== undefined && time !== undefined) throw new UsageError('--steps and --time', 'give one of them')
  if (tau !== undefined && Object.hasOwn(parameter, 'tau')) {
    throw new UsageError('--tau and --parameter tau', 'give one of them')
  }
  if (model === undefined) return
  const own = Object.entries({ scheme, activation, steps, time, tau, parameter: Object.keys(parameter)[0] })
  const superfluous = own.find(([, value]) => value !== undefined)
  if (superfluous !== undefined) {
    throw new UsageError(`--model and --${superfluous[0]}`, 'a model has its own; give one of them')
  }
}

function refuseOtherKind({ kind }: Input, { output, grey }: DenoiseOptions): void {
  const endings: readonly string[] = kind === 'image' ? imageEndings : signalEndings
  if (!endings.some((ending) => output.toLowerCase().endsWith(ending))) {
    const what = kind === 'image' ? 'an image' : 'signals'
    throw new UsageError(`--output ${output}`, `the input is ${what}; name a file that ends in ${endings.join(', ')}`)
  }
  if (kind === 'signals' && grey) throw new UsageError('--grey', 'signals have no colour; leave it out')
}
