import { type Nonlinearity, requireNonlinearity } from '@numeural/activations'
import type { Boundary, Transfer } from '@numeural/core'
import { refused, requireKnown, requireOneOf, requireWhole } from '@numeural/errors'
import { linearTransfer, type Placement } from '../grid/grid.js'
import type { LayerStyle } from './layers.js'

/** Options that all networks of convolutions on grids share. */
export interface NetworkOptions {
  /** Default 2. */
  readonly dimension?: 1 | 2
  /** Default 1. */
  readonly inputChannels?: number
  /** Default 1. */
  readonly outputChannels?: number
  /** Channels in between. Default 8. */
  readonly channels?: number
  /** Convolutions in a row on a grid. Default 3. */
  readonly layers?: number
  /** Odd. Default 3. */
  readonly kernelWidth?: number
  /**
   * The function Φ after every convolution but the last, with its parameters at their defaults; null for a linear
   * network, which suits linear equations. Default null.
   */
  readonly activation?: Nonlinearity | null
  /** Where the unknowns lie, by which the grids and the transfers between them follow. Default `interior`. */
  readonly placement?: Placement
  /** Of the convolutions. Default `zero` for `interior`, else `reflecting`. */
  readonly boundary?: Boundary
}

/** All of them, for `requireKnown`. */
const networkOptions = {
  dimension: true,
  inputChannels: true,
  outputChannels: true,
  channels: true,
  layers: true,
  kernelWidth: true,
  activation: true,
  placement: true,
  boundary: true,
} as const satisfies Record<keyof NetworkOptions, true>

/** {@link NetworkOptions} with all defaults. */
export type NetworkSettings = Required<NetworkOptions> & LayerStyle

/**
 * Fills in the defaults.
 *
 * @param own names of the options that the network has besides
 * @throws ParameterError `MULTIGRID_OPTION` for options that make no network
 */
export function networkSettings(
  owner: string,
  options: NetworkOptions,
  own: Readonly<Record<string, true>> = {},
): NetworkSettings {
  const code = 'MULTIGRID_OPTION'
  requireKnown({ owner, code }, options, { ...networkOptions, ...own })
  const { dimension = 2, inputChannels = 1, outputChannels = 1, channels = 8, layers = 3, kernelWidth = 3 } = options
  const { activation = null, placement = 'interior' } = options
  const boundary = options.boundary ?? (placement === 'interior' ? 'zero' : 'reflecting')
  if (dimension !== 1 && dimension !== 2) throw refused({ owner, option: 'dimension', code }, dimension, '1 or 2')
  for (const [option, value] of Object.entries({ inputChannels, outputChannels, channels, layers })) {
    requireWhole({ owner, option, code }, value, { most: 1024 })
  }
  requireWhole({ owner, option: 'kernelWidth', code }, kernelWidth, { most: 63 })
  if (kernelWidth % 2 === 0) throw refused({ owner, option: 'kernelWidth', code }, kernelWidth, 'an odd number')
  requireOneOf({ owner, option: 'placement', code }, placement, Object.keys(linearTransfer))
  requireOneOf({ owner, option: 'boundary', code }, boundary, ['reflecting', 'zero', 'periodic'])
  if (activation !== null) requireNonlinearity({ owner, option: 'activation', code }, activation)
  return {
    ...{ dimension, inputChannels, outputChannels, channels, layers, kernelWidth },
    ...{ activation, placement, boundary },
  }
}

/** The transfer between grids that belongs to a network's placement. */
export function transferOf({ placement }: NetworkSettings): Transfer {
  return linearTransfer[placement]
}
