import { contrastNames, type Nonlinearity, standardNonlinearities } from '@numeural/activations'
import type { SignalShape } from '@numeural/core'
import { type FittedRule, fittedRules, type PowerLaws } from './fitted-rules.js'

/** What a rule goes by. */
export interface RuleInput {
  readonly activation: Nonlinearity
  readonly shape: SignalShape
  /** Standard deviation of the noise in one channel. */
  readonly noise: number
  /** How many independent noises the channels have, from 1 to their number. */
  readonly independent: number
}

/** What a rule says. */
export interface RuleValues {
  /** Values of the parameters that are contrasts. */
  readonly contrasts: Readonly<Record<string, number>>
  readonly time: number
  /** `fitted` for this nonlinearity, or `borrowed` from Perona–Malik. */
  readonly origin: 'fitted' | 'borrowed'
}

/** Below this the noise of a photograph is quantisation. */
export const smallestNoise = 0.3

/** By the objects, not by their names: a nonlinearity of somebody else may have any name. */
const rules: ReadonlyMap<Nonlinearity, FittedRule> = new Map(
  standardNonlinearities.map((nonlinearity) => [
    nonlinearity,
    fittedRules[nonlinearity.name as keyof typeof fittedRules],
  ]),
)

/**
 * Contrast parameters and diffusion time for a noise level. Several channels share one diffusivity of all differences
 * together, so that λ grows with the root of their number; between noise that is the same in all channels and noise
 * that is independent, both laws are interpolated in the reciprocal of the number of independent noises: the relative
 * variance of the sum of squares goes with that.
 */
export function ruleFor({ activation, shape, noise, independent }: RuleInput): RuleValues {
  const fitted = rules.get(activation)
  const rule = fitted ?? fittedRules['perona-malik']
  const { height, channels } = shape
  const [common, apart] =
    height === 1
      ? [rule.signals, rule.signalsIndependent]
      : channels === 1 || activation.activationOnly
        ? [rule.grey, rule.grey]
        : [rule.colourCommon, rule.colourIndependent]
  const share = (fittedChannels / (fittedChannels - 1)) * (1 - 1 / Math.max(independent, 1))
  const sigma = Math.max(noise, smallestNoise)
  const law = (name: 'contrast' | 'time', level: number): number =>
    lawAt(common, name, level) ** (1 - share) * lawAt(apart, name, level) ** share
  const contrast = law('contrast', Math.max(sigma, leastFitted))
  const isJoint = !activation.activationOnly
  return {
    contrasts: inProportion(
      activation,
      contrastNames(activation.parameters),
      contrast * Math.sqrt(isJoint ? channels : 1),
    ),
    time: (law('time', sigma) * law('contrast', sigma)) / contrast,
    origin: fitted === undefined ? 'borrowed' : 'fitted',
  }
}

/**
 * The weakest noise that the rules were fitted to. Below it λ stays and T falls by as much more, which is as good as
 * λ falling: what a flux does goes with their product.
 */
const leastFitted = 5

/** Channels of the images and signals that the rules for several were fitted to. */
const fittedChannels = 3

function lawAt(laws: PowerLaws, name: 'contrast' | 'time', sigma: number): number {
  const [factor, power] = laws[name] ?? [1, 0]
  return factor * sigma ** power
}

/** The first of these parameters has the value, the others keep the ratios of their defaults to it. */
export function inProportion(
  { parameters }: Nonlinearity,
  names: readonly string[],
  value: number,
): Record<string, number> {
  return Object.fromEntries(
    names.map((name) => [name, (value * parameters[name].default) / parameters[names[0]].default]),
  )
}
