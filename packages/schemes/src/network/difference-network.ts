import type { Nonlinearity } from '@numeural/activations'
import type { SignalShape } from '@numeural/core'
import type { Scheme } from '../scheme/scheme.js'
import type { SchemeNetwork } from './block-network.js'
import type { SchemeSettings } from './block-settings.js'
import { buildSchemeNetwork } from './scheme-network.js'
import { startValues } from './scheme-parts.js'
import { schemeSettings } from './settle-options.js'

/** What {@link differenceNetwork} is built from. */
export interface DifferenceNetworkOptions {
  readonly scheme: Scheme
  readonly activation: Nonlinearity
  readonly shape: SignalShape
  /** Number of steps. */
  readonly blocks: number
  /** Steps in a cycle, for cyclic schemes. Default: the scheme's. */
  readonly length?: number | undefined
  /** Values for all or some parameters of the scheme and the nonlinearity; none is trained. */
  readonly parameters: Readonly<Record<string, number>>
  /** By which rule the norm of K bounds τ. Default `rigorous`. */
  readonly norm?: 'rigorous' | 'paper' | undefined
}

/**
 * Classical nonlinear diffusion as a network of fixed weights: K is the forward difference along every axis, of every
 * channel. With one channel the differences are not coupled (four neighbours, each with its own diffusivity). With
 * several, such as colours, one diffusivity g(|∇u|) over all differences of all channels acts on them all: an edge that
 * one colour shows is kept in the others, which gains more than 1 dB on photographs. Nonlinearities that
 * cannot couple (relu) act on every difference alone.
 */
export function differenceNetwork(options: DifferenceNetworkOptions): SchemeNetwork {
  return buildSchemeNetwork(differenceSettings(options))
}

/**
 * The parameters with which {@link differenceNetwork} runs, of those with a value per step the first one;
 * no network is made.
 */
export function differenceParameters(options: DifferenceNetworkOptions): Record<string, number> {
  return startValues(differenceSettings(options))
}

function differenceSettings({
  scheme,
  activation,
  shape,
  blocks,
  length,
  parameters,
  norm = 'rigorous',
}: DifferenceNetworkOptions): SchemeSettings {
  const { channels, height } = shape
  const dimension = height === 1 ? 1 : 2
  const filters = dimension * channels
  const taps = dimension * 2
  const values = new Array<number>(filters * channels * taps).fill(0)
  for (let channel = 0; channel < channels; channel++) {
    for (let axis = 0; axis < dimension; axis++) {
      const first = ((channel * dimension + axis) * channels + channel) * taps
      values[first] = -1
      values[first + 1 + axis] = 1
    }
  }
  const names = [...Object.keys(activation.parameters), ...Object.keys(scheme.parameters)]
  return schemeSettings('differenceNetwork', {
    scheme,
    activation,
    dimension,
    blocks,
    ...(length === undefined ? {} : { length }),
    norm,
    channels,
    filters,
    lifting: 'none',
    coupled: channels > 1 && !activation.activationOnly,
    kernel: { width: 2, height: dimension, values },
    parameters: Object.fromEntries(
      names.map((name) => [name, { initial: parameters[name] ?? null, trainable: false }]),
    ),
  })
}
