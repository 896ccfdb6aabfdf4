import type { Nonlinearity } from '@numeural/activations'
import type { Boundary } from '@numeural/core'
import type { Scheme } from '../scheme/scheme.js'
import type { ParameterSetting } from './block-settings.js'

/** Kernel of K; its numbers are trained unless `values` are given. */
export interface KernelOptions {
  /** In samples. */
  readonly width: number
  /** In samples; default 1 in one dimension, the width in two. */
  readonly height?: number
  /** Default ⌊(width − 1)/2⌋. */
  readonly centreX?: number
  /** Default ⌊(height − 1)/2⌋. */
  readonly centreY?: number
  /** A fixed kernel, laid out `[filters, channels, height, width]`. It is not normalised; τ heeds its norm. */
  readonly values?: readonly number[]
  /** Grid size h by which the values of a fixed kernel are divided. Default 1. */
  readonly gridSize?: number
}

/** Options that all networks share. */
export interface BlockNetworkOptions {
  readonly dimension: 1 | 2
  readonly blocks: number
  readonly kernel: KernelOptions
  readonly activation: Nonlinearity
  /** Channels of the iterates. Default 1. */
  readonly channels?: number
  /** Channels of Ku. Default: as many as `channels`. */
  readonly filters?: number
  /** See `BlockSettings.lifting`. Default `copy` (C21 sec. 7.1). */
  readonly lifting?: 'copy' | 'none'
  /** See `BlockSettings.weights`. Default `shared`. */
  readonly weights?: 'shared' | 'free' | 'dynamic'
  /** Default `reflecting`. */
  readonly boundary?: Boundary
  /**
   * Starting values of the parameters of the scheme and of the nonlinearity, and whether they are trained (default: all
   * are). Without a starting value, contrasts start at 10 times their default (made for grey values in [0,
   * 255]), τ at 0.9 of its stability bound, all others at their default.
   */
  readonly parameters?: Readonly<Record<string, number | Partial<ParameterSetting>>>
}

/** Options of a network that chains steps of a scheme. */
export interface SchemeNetworkOptions extends BlockNetworkOptions {
  readonly scheme: Scheme
  /** Steps in a cycle, for cyclic schemes. Default: the scheme's. `blocks` is a multiple of it. */
  readonly length?: number
  /**
   * Whether the channels of Ku share one diffusivity, g(|Ku|). With K = (∂x, ∂y):
   * isotropic nonlinear diffusion. Default false.
   */
  readonly coupled?: boolean
  /** How a trained K is normalised. `paper` reproduces C21 sec. 3.3 and guarantees nothing. Default `rigorous`. */
  readonly norm?: 'rigorous' | 'paper'
  /** Signal size for which K is normalised; sharper by a little for tiny signals. Default: every size. */
  readonly size?: { readonly height?: number; readonly width: number }
}

/** Options of {@link symmetricResNet}. */
export type SymmetricResNetOptions = Omit<SchemeNetworkOptions, 'scheme' | 'length'>

/** Options of {@link residualNetwork}. */
export type ResidualNetworkOptions = BlockNetworkOptions
