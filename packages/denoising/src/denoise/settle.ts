import { contrastNames, type Nonlinearity, peronaMalik } from '@numeural/activations'
import type { Backend, Signals } from '@numeural/core'
import { refused } from '@numeural/errors'
import { isImplicit } from '@numeural/schemes'
import { channelNoise } from '../noise/channel-noise.js'
import { ruleFor } from '../rule/rule.js'
import { tune } from '../tune/tune.js'
import type { DenoiseOptions } from './options.js'

/** The numbers that nobody gave, and where they are from. */
export interface Settled {
  /** All contrasts of the nonlinearity, given ones too. */
  readonly contrasts: Readonly<Record<string, number>>
  /** Diffusion time. */
  readonly time: number
  /** null if nothing was left to find. */
  readonly origin: 'fitted' | 'borrowed' | 'tuned' | null
}

/** What λ and T are found for. */
export interface Noise {
  /** Standard deviation in one channel, strength included. */
  readonly level: number
  /** `[channels, channels]`; its mean variance is the square of the level. */
  readonly covariance: Float64Array
  readonly independent: number
}

/** The noise that λ and T are found for: as measured, or of the given level, times the strength. */
export function noiseOf(signals: Signals, estimate: number, { noiseLevel, strength = 1 }: DenoiseOptions): Noise {
  const { channels } = signals.shape
  const level = strength * (noiseLevel ?? estimate)
  const { covariance, independent } =
    channels === 1 ? { covariance: Float64Array.of(1), independent: 1 } : channelNoise(signals)
  let trace = 0
  for (let channel = 0; channel < channels; channel++) trace += covariance[channel * channels + channel]
  const scaled = covariance.map((value, i) =>
    trace > 0 ? (value * channels * level ** 2) / trace : i % (channels + 1) === 0 ? level ** 2 : 0,
  )
  return { level, covariance: scaled, independent }
}

/** λ and T by the rule, where they are not given. */
export function settleByRule({ shape }: Signals, noise: Noise, options: DenoiseOptions): Settled {
  const { activation = peronaMalik, parameters = {}, time } = options
  const rule = ruleFor({ activation, shape, noise: noise.level, independent: noise.independent })
  const given = Object.entries(rule.contrasts).map(([name, value]) => [name, parameters[name] ?? value] as const)
  return {
    contrasts: Object.fromEntries(given),
    time: time ?? rule.time,
    origin: isLeft(activation, options) ? rule.origin : null,
  }
}

/** λ and T of least estimated error, where they are not given. */
export async function settleByTuning(
  noisy: Signals,
  noise: Noise,
  byRule: Settled,
  options: DenoiseOptions,
  backend: Backend,
): Promise<Settled> {
  const { activation = peronaMalik, parameters = {}, tau, signal, onProgress } = options
  const given = typeof tau === 'number' ? tau : parameters.tau
  const { contrasts, time } = await tune(noisy, {
    activation,
    parameters: Object.fromEntries(
      Object.keys(activation.parameters).flatMap((name) =>
        Object.hasOwn(parameters, name) ? [[name, parameters[name]]] : [],
      ),
    ),
    time: isTimeGiven(options) ? byRule.time : undefined,
    covariance: noise.covariance,
    backend,
    tau: given,
    signal,
    onCandidate: (step, all) => onProgress?.({ phase: 'tuning', step, steps: all }),
  })
  return {
    contrasts: { ...byRule.contrasts, ...contrasts },
    time,
    origin: 'tuned',
  }
}

/** Refuses `tune` and `strength` where nothing is left that they could change. */
export function requireSomethingLeft(options: DenoiseOptions): void {
  const { activation = peronaMalik, strength, tune: isWanted = false, model } = options
  const what = isWanted ? 'tune' : strength === undefined ? null : 'strength'
  if (what === null || (model === undefined && isLeft(activation, options))) return
  const option = { owner: 'denoise', option: what, code: 'DENOISE_OPTION' }
  throw refused(
    option,
    options[what],
    'where a contrast or the diffusion time is not given; a trained model has neither',
    `Leave out ${what}, or the numbers that it should find.`,
  )
}

/** Whether a contrast or the diffusion time is not given. */
function isLeft({ parameters: definitions }: Nonlinearity, options: DenoiseOptions): boolean {
  const { parameters = {} } = options
  return !isTimeGiven(options) || contrastNames(definitions).some((name) => !Object.hasOwn(parameters, name))
}

/** Steps of an implicit scheme have any size: their number alone says nothing about the time. */
function isTimeGiven({ scheme, steps, time, tau, parameters = {} }: DenoiseOptions): boolean {
  if (time !== undefined) return true
  if (steps === undefined) return false
  return scheme === undefined || !isImplicit(scheme) || typeof tau === 'number' || Object.hasOwn(parameters, 'tau')
}
