import type { Image } from '@numeural/core'
import { addGaussianNoise, type Signals } from '@numeural/datasets'
import { writeImage, writeSignals } from '@numeural/datasets/node'
import { UsageError } from '../errors/usage-error.js'
import { checkOutput } from '../files/check-output.js'
import { type Input, imageEndings, readInput, signalEndings } from '../files/read-input.js'
import type { Outcome } from '../session/outcome.js'
import type { Session } from '../session/session.js'
import { denoiseByModel } from './denoise-by-model.js'
import { denoiseByScheme } from './denoise-by-scheme.js'
import type { DenoiseOptions } from './denoise-options.js'
import type { Denoised } from './denoised.js'
import { describeDenoising } from './describe-denoising.js'

/** Denoises an image or signals from a file. */
export async function denoiseFile(session: Session, given: string, options: DenoiseOptions): Promise<Outcome> {
  refuseContradictions(options)
  const output = checkOutput(session, '--output', options.output, [...imageEndings, ...signalEndings])
  const input = await readInput(session, given, options.grey)
  refuseOtherKind(input, options)
  const { figures, shape } =
    input.kind === 'image'
      ? await image(session, input, options, output)
      : await signals(session, input, options, output)
  return { json: { output, shape, ...figures }, text: describeDenoising(figures, shape, options.output) }
}

async function image(
  session: Session,
  input: Extract<Input, { kind: 'image' }>,
  options: DenoiseOptions,
  output: string,
) {
  const { image: clean, metadata } = input
  const noisy = options.noise === undefined ? clean : addGaussianNoise(clean, options.noise, options.seed)
  const reference = options.noise === undefined ? undefined : clean
  const { result, figures } = await denoise(session, options, noisy, reference)
  await writeImage(result, output, { like: metadata })
  return { figures, shape: { width: clean.width, height: clean.height, channels: clean.channels } }
}

async function signals(
  session: Session,
  input: Extract<Input, { kind: 'signals' }>,
  options: DenoiseOptions,
  output: string,
) {
  const clean = input.signals
  const noisy =
    options.noise === undefined ? clean : { ...clean, data: addGaussianNoise(clean.data, options.noise, options.seed) }
  const reference = options.noise === undefined ? undefined : clean
  const { result, figures } = await denoise(session, options, noisy, reference)
  await writeSignals(result, output)
  return { figures, shape: { count: clean.count, length: clean.length } }
}

function denoise<Data extends Image | Signals>(
  session: Session,
  options: DenoiseOptions,
  noisy: Data,
  reference: Data | undefined,
): Promise<Denoised<Data>> {
  const by = options.model === undefined ? denoiseByScheme : denoiseByModel
  return by(session, options, noisy, reference)
}

function refuseContradictions(options: DenoiseOptions): void {
  const { model, steps, time, scheme, activation, tau, parameter } = options
  if (steps !== undefined && time !== undefined) throw new UsageError('--steps and --time', 'give one of them')
  if (model === undefined) return
  const own = Object.entries({ scheme, activation, steps, time, tau, parameter: Object.keys(parameter)[0] })
  const superfluous = own.find(([, value]) => value !== undefined)
  if (superfluous !== undefined)
    throw new UsageError(`--model and --${superfluous[0]}`, 'a model has its own; give one of them')
}

function refuseOtherKind({ kind }: Input, { output, grey }: DenoiseOptions): void {
  const endings: readonly string[] = kind === 'image' ? imageEndings : signalEndings
  if (!endings.some((ending) => output.toLowerCase().endsWith(ending))) {
    throw new UsageError(
      `--output ${output}`,
      `the input is ${kind === 'image' ? 'an image' : 'signals'}; name a file that ends in ${endings.join(', ')}`,
    )
  }
  if (kind === 'signals' && grey) throw new UsageError('--grey', 'signals have no colour; leave it out')
}
