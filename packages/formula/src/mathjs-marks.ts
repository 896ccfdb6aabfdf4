import type { NodeBuilder } from './node-builder.js'

/** Constants by which a formula is written for mathjs, and known again in the derivative that it gives. */
export interface MathjsMarks {
  readonly builder: NodeBuilder
  /** Stands for 1 in `exp(x) - 1` and `log(1 + x)`. */
  readonly one: number
  /** Stands for the sign of a node of the graph that is differentiated: away from its kink a constant. */
  sign(argument: number): number
}
