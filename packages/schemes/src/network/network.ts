import type { PlanBuilder, Signal } from '@numeural/core'
import type { TextForPeople } from '@numeural/formula'
import type { BlockGraph } from '../figure/block-graph.js'
import type { Parametrisation } from '../parametrisation/parametrisation.js'

/** Is told the output of every block, counted from 0, while a network is written into a plan. */
export type BlockObserver = (block: number, output: Signal) => void

/**
 * A network without weights: how its weights are parametrised, and how it is written into a plan. With weights it is a
 * `Model`.
 *
 * This is all that training, denoising and model files need. What a kind of network has besides (a chain of blocks its
 * nonlinearity, one of scheme steps its scheme) is in the interfaces that extend this one; `isBlockNetwork` and
 * `isSchemeNetwork` tell them apart.
 */
export interface Network {
  /** What sort of network it is, such as `scheme`; by it a {@link NetworkBuilder} is found for a description. */
  readonly kind: string
  readonly dimension: 1 | 2
  /** Channels of the signal that it takes. */
  readonly inputChannels: number
  /** Channels of the signal that it gives. */
  readonly outputChannels: number
  readonly parametrisation: Parametrisation
  /** Plain JSON, made anew when it is read, for saving: `networkFrom(description)` builds the same network again. */
  readonly description: NetworkData
  /** What builds it again from its description, for networks that `networkFrom` does not know by itself. */
  readonly builder?: NetworkBuilder
  /**
   * Adds the network to a plan. Declares its effective parameters, one for every entry of `parametrisation.layout` in
   * that order, so that the plan's parameter buffer is the effective buffer (rounded to the plan's dtype).
   *
   * @param u the signal, with `inputChannels`
   * @param observe is given the iterate after every block, to measure or to show it; networks without blocks ignore it
   * @returns a signal of `outputChannels`
   * @throws ShapeError if the signal does not fit the network
   */
  trace(builder: PlanBuilder, u: Signal, observe?: BlockObserver): Signal
  /**
   * The network, or one of its blocks, as boxes and arrows for `blockFigure`.
   *
   * @param values numbers to put in for symbols of its formulas
   */
  figure(values: Readonly<Record<string, number>>, texts: TextForPeople): BlockGraph
}

/** A network as plain JSON: its architecture, without its weights. */
export interface NetworkData {
  readonly kind: string
}

/**
 * How networks of one kind are built from their description: an entry of `networks` in the plugin of the package that
 * has them.
 */
export interface NetworkBuilder {
  /** The `kind` of these networks. */
  readonly name: string
  /**
   * @param description may come from a file: it must be checked
   * @throws ModelFileError `NETWORK_DESCRIPTION` naming the field that is wrong
   */
  from(description: unknown): Network
}
