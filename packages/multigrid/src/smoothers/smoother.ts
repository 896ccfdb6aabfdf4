import type { Signal } from '@numeural/core'
import type { System } from '../problem/system.js'

/** Traces some sweeps that bring x nearer to the solution of A(x) = b, its oscillating errors above all. */
export interface Smoother {
  readonly name: string
  sweep(x: Signal, b: Signal, system: System): Signal
  /**
   * The same sweep the other way round: its adjoint with respect to a symmetric positive definite A, which a cycle
   * needs as a preconditioner of conjugate gradients. A sweep that has no order is its own.
   */
  adjoint?(x: Signal, b: Signal, system: System): Signal
  /** Whether it reads couplings (`system.line`): for linear problems whose operator has a stencil. Default false. */
  readonly readsStencil?: boolean
}
