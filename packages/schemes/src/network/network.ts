import type { PlanBuilder, Signal } from '@numeural/core'
import type { Parametrisation } from '../parametrisation/parametrisation.js'
import type { NetworkDescription } from './description.js'

/** Is told the output of every block, counted from 0, while a network is written into a plan. */
export type BlockObserver = (block: number, output: Signal) => void

/** A network without weights: what it is, how its weights are parametrised, and how it is written into a plan. */
export interface Network {
  /** Plain JSON; `networkFrom(description)` builds the same network again, without the plugin its formulas came from. */
  readonly description: NetworkDescription
  readonly parametrisation: Parametrisation
  /**
   * Adds the network to a plan. Declares its effective parameters, one for every entry of `parametrisation.layout` in
   * that order, so that the plan's parameter buffer is the effective buffer (rounded to the plan's dtype).
   *
   * @param u the signal, with one channel if the network copies it, else with the network's channels
   * @param observe is given the iterate after every block, to measure or to show it
   * @returns a signal of the shape of `u`
   * @throws ShapeError if the signal does not fit the network
   */
  trace(builder: PlanBuilder, u: Signal, observe?: BlockObserver): Signal
}
