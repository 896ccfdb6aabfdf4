import type { Boundary, Transfer } from '@numeural/core'
import { linearTransfer, type Placement } from '../grid/grid.js'
import { requireOption, requireWhole } from '../require.js'
import type { LayerStyle } from './layers.js'

/** Options that all trainable networks share. */
export interface NetworkOptions {
  /** Default 2. */
  readonly dimension?: 1 | 2
  /** Channels of the input. Default 1. */
  readonly inputs?: number
  /** Channels of the output. Default 1. */
  readonly outputs?: number
  /** Channels in between. Default 8. */
  readonly channels?: number
  /** Convolutions in a row on a grid. Default 3. */
  readonly layers?: number
  /** Odd. Default 3. */
  readonly kernelWidth?: number
  /** A formula in r, such as `max(0, r)`; null for a linear network, which suits linear equations. Default null. */
  readonly activation?: string | null
  /** Where the unknowns lie, by which the grids and the transfers between them follow. Default `interior`. */
  readonly placement?: Placement
  /** Of the convolutions. Default `zero` for `interior`, else `reflecting`. */
  readonly boundary?: Boundary
}

/** {@link NetworkOptions} with all defaults. */
export interface NetworkSettings extends LayerStyle {
  readonly inputs: number
  readonly outputs: number
  readonly channels: number
  readonly layers: number
  readonly placement: Placement
  readonly transfer: Transfer
}

/** Fills in the defaults; refuses numbers that make no network. */
export function networkSettings(options: NetworkOptions): NetworkSettings {
  const { dimension = 2, inputs = 1, outputs = 1, channels = 8, layers = 3, kernelWidth = 3 } = options
  const { activation = null, placement = 'interior' } = options
  requireOption('dimension', dimension, dimension === 1 || dimension === 2, '1 or 2')
  for (const [name, value] of Object.entries({ inputs, outputs, channels, layers })) requireWhole(name, value, 1, 1024)
  requireWhole('kernelWidth', kernelWidth, 1, 63)
  requireOption('kernelWidth', kernelWidth, kernelWidth % 2 === 1, 'an odd number')
  requireOption('placement', placement, Object.hasOwn(linearTransfer, placement), 'cells, vertices or interior')
  const boundary = options.boundary ?? (placement === 'interior' ? 'zero' : 'reflecting')
  const transfer = linearTransfer[placement]
  return { dimension, inputs, outputs, channels, layers, kernelWidth, activation, placement, boundary, transfer }
}
