import type { Nonlinearity } from '@numeural/activations'
import type { Boundary } from '@numeural/core'
import type { ExplicitScheme } from '../scheme/scheme.js'

/** Kernel of the operator K, `[filters, channels, height, width]`. */
export interface Kernel {
  readonly width: number
  readonly height: number
  readonly centreX: number
  readonly centreY: number
  /** The numbers of a kernel that is not trained; null for a trained one. */
  readonly values: readonly number[] | null
}

/** How a parameter of the scheme or of the nonlinearity starts, and whether it is trained. */
export interface ParameterSetting {
  /** null: as the scheme or the nonlinearity says; for τ a share of its stability bound. */
  readonly initial: number | null
  readonly trainable: boolean
}

/** What all chains of blocks are made from, with every default settled. */
export interface BlockSettings {
  readonly dimension: 1 | 2
  /** Channels of the iterates. */
  readonly channels: number
  /** Channels of Ku. */
  readonly filters: number
  /**
   * `copy`: a signal with one channel is copied to all channels, and the output is their mean; `none`: the signal has
   * the channels.
   */
  readonly lifting: 'copy' | 'none'
  readonly kernel: Kernel
  readonly boundary: Boundary
  readonly blocks: number
  /**
   * `shared`: one set for all blocks; `free`: one for every block, each with its own random start; `dynamic`: one for
   * every block, all with the same start, and training keeps neighbouring ones close,
   * like a PDE whose parameters change over time (C21 eq. 27).
   */
  readonly weights: 'shared' | 'free' | 'dynamic'
  readonly nonlinearity: Nonlinearity
  readonly parameters: Readonly<Record<string, ParameterSetting>>
}

/** What a chain of steps of a scheme is made from. */
export interface SchemeSettings extends BlockSettings {
  readonly scheme: ExplicitScheme
  /** Steps in a cycle; null for schemes without cycles. */
  readonly length: number | null
  /** Whether the diffusivity is taken at the joint length of all channels of Ku: Φ(Ku) = g(|Ku|)Ku. */
  readonly coupled: boolean
  readonly norm: 'rigorous' | 'paper'
  /** The signal size for which K is normalised; null: every size. */
  readonly size: { readonly height: number; readonly width: number } | null
}

/** What a chain of standard residual blocks is made from. */
export type ResidualSettings = BlockSettings
