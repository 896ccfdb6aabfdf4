import type { Signal } from '@numeural/core'
import type { System } from '../problem/system.js'

/** Solves the equation of the coarsest grid. */
export interface CoarseSolver {
  readonly name: string
  solve(x: Signal, b: Signal, system: System): Signal
}
