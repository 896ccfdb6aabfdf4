import type { Signal } from '@numeural/core'
import type { System } from '../problem/system.js'

/** Traces some sweeps that bring x nearer to the solution of A(x) = b, its oscillating errors above all. */
export interface Smoother {
  readonly name: string
  sweep(x: Signal, b: Signal, system: System): Signal
}
