import type { NodeBuilder } from './node-builder.js'

/** What derivative rules ask about nodes. */
export interface Ranges {
  /** Whether a node may be 0. */
  mayBeZero(id: number): boolean
  /** Whether a node is a finite number wherever its formula has a value. */
  isFinite(id: number): boolean
  /** Says of a new node that it is finite. */
  vouchFor(id: number): void
}

/** What a derivative rule sees of a node f(a, b, …). */
export interface RuleContext {
  readonly builder: NodeBuilder
  readonly ranges: Ranges
  /** f itself, so that exp' can share exp. */
  readonly value: number
  readonly args: readonly number[]
  /** Derivatives of the arguments; truth values have the constant 0. */
  readonly derivatives: readonly number[]
  /** The derivative of any other node of the formula. */
  derivativeOf(id: number): number | undefined
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

/** A product that is 0 where its first factor is 0, though the second may be infinite or no number there. */
export function absorbing({ builder, ranges }: Pick<RuleContext, 'builder' | 'ranges'>, a: number, b: number): number {
  const product = times(builder, a, b)
  return ranges.isFinite(b) || !ranges.mayBeZero(a) ? product : zeroWhere(builder, a, product)
}

/**
 * The derivative of an f(a) with f' infinite at a = 0: 0 where a' is 0, whatever f' is. There f(a) is flat, as beyond
 * an end of max(0, …), or has a symmetric kink or cusp.
 *
 * @param slope f'(a)·a'
 */
export function flatWith({ builder, ranges }: RuleContext, a: number, da: number, slope: number): number {
  if (!ranges.mayBeZero(a)) return slope
  const guarded = zeroWhere(builder, da, slope)
  if (ranges.isFinite(da) && isFlatAtZero(builder, a)) ranges.vouchFor(guarded)
  return guarded
}

/** Whether a node has no slope, or a symmetric kink, wherever it is 0: its derivative is 0 there. */
export function isFlatAtZero(builder: NodeBuilder, id: number): boolean {
  const { op, args } = builder.node(id)
  const [a, b = -1] = args
  if (op === 'power') return (builder.node(b).value ?? 0) > 1
  if (op === 'multiply') return a === b
  return op === 'abs' || (op === 'max' && args.some((arg) => builder.isConstant(arg, 0)))
}

/** 0 where a node is 0, else the other node. */
function zeroWhere(builder: NodeBuilder, a: number, otherwise: number): number {
  const zero = builder.constant(0)
  return builder.apply('select', builder.apply('equal', a, zero), zero, otherwise)
}

/**
 * f'(a) · a' for an f that tends to a constant faster than any power where a becomes infinite:
 * 0 where f'(a) is 0, however fast a grows there.
 */
export function chainOfSaturating(outer: (builder: NodeBuilder, a: number, value: number) => number): Rule {
  return (context) => {
    const { builder, ranges, args, derivatives, value } = context
    const [a] = args
    const slope = outer(builder, a, value)
    if (ranges.isFinite(a)) return times(builder, slope, derivatives[0])
    const product = absorbing(context, slope, derivatives[0])
    if (ranges.isFinite(value)) ranges.vouchFor(product)
    return product
  }
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
