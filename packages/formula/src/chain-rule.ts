import type { NodeBuilder } from './node-builder.js'

/** What a derivative rule sees of a node f(a, b, …). */
export interface RuleContext {
  readonly builder: NodeBuilder
  /** f itself, so that exp' can share exp. */
  readonly value: number
  readonly args: readonly number[]
  /** Derivatives of the arguments; truth values have the constant 0. */
  readonly derivatives: readonly number[]
}

/** The derivative of a node from those of its arguments. */
export type Rule = (context: RuleContext) => number

/** f'(a) · a', given f'(a). */
export function chain(outer: (builder: NodeBuilder, a: number, value: number) => number): Rule {
  return ({ builder, args, derivatives, value }) => times(builder, outer(builder, args[0], value), derivatives[0])
}

/**
 * A product in which a factor that is 0 by structure makes 0. Evaluation would give NaN for 0·∞, but a derivative that
 * does not depend on the input is 0, whatever it is multiplied by.
 */
export function times(builder: NodeBuilder, a: number, b: number): number {
  if (builder.isConstant(a, 0) || builder.isConstant(b, 0)) return builder.constant(0)
  return builder.apply('multiply', a, b)
}

/** min and max: at a tie the argument that does not depend on the input wins, else the first. */
export function choice(strict: string, orEqual: string): Rule {
  return ({ builder, args, derivatives }) => {
    const [a, b] = args
    const [da, db] = derivatives
    const secondIsFixed = builder.isConstant(db, 0)
    return builder.apply('select', builder.apply(secondIsFixed ? strict : orEqual, a, b), da, db)
  }
}
