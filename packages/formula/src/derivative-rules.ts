import type { GraphBuilder } from './builder.js'
import { constantValue, malformed, type Op } from './graph.js'

/** What a derivative rule sees of a node f(a, b, …). */
export interface RuleContext {
  readonly builder: GraphBuilder
  /** f itself, so that exp' can share exp. */
  readonly value: number
  readonly args: readonly number[]
  /** Derivatives of the arguments; truth values have the constant 0. */
  readonly derivatives: readonly number[]
}

type Rule = (context: RuleContext) => number

/** f'(a) · a', given f'(a). */
function chain(outer: (builder: GraphBuilder, a: number, value: number) => number): Rule {
  return ({ builder, args, derivatives, value }) => times(builder, outer(builder, args[0], value), derivatives[0])
}

/**
 * A product in which a factor that is 0 by structure makes 0. Evaluation would give NaN for 0·∞, but a derivative that
 * does not depend on the input is 0, whatever it is multiplied by.
 */
function times(builder: GraphBuilder, a: number, b: number): number {
  if (builder.isConstant(a, 0) || builder.isConstant(b, 0)) return builder.constant(0)
  return builder.apply('multiply', a, b)
}

/** min and max: at a tie the argument that does not depend on the input wins, else the first. */
function choice(strict: Op, orEqual: Op): Rule {
  return ({ builder, args, derivatives }) => {
    const [a, b] = args
    const [da, db] = derivatives
    const secondIsFixed = builder.isConstant(db, 0)
    return builder.apply('select', builder.apply(secondIsFixed ? strict : orEqual, a, b), da, db)
  }
}

const power: Rule = ({ builder, args, derivatives, value }) => {
  const [a, b] = args
  const [da, db] = derivatives
  const zero = builder.constant(0)
  let sum = zero
  if (!builder.isConstant(da, 0)) {
    const exponent = builder.node(b)
    const lower =
      exponent.op === 'constant'
        ? builder.constant(constantValue(exponent) - 1)
        : builder.apply('subtract', b, builder.constant(1))
    sum = times(builder, builder.apply('multiply', b, builder.apply('power', a, lower)), da)
  }
  if (!builder.isConstant(db, 0)) {
    // 0^b is 0 for b near a positive value, though 0 * log(0) is NaN
    const growth = builder.apply(
      'select',
      builder.apply('equal', a, zero),
      zero,
      builder.apply('multiply', value, builder.apply('log', a)),
    )
    sum = builder.apply('add', sum, times(builder, growth, db))
  }
  return sum
}

const refuse: Rule = () => {
  throw malformed('a truth value has no derivative', undefined)
}

/** The derivative of every operation. */
export const derivativeRules: Readonly<Record<Exclude<Op, 'constant' | 'input'>, Rule>> = {
  add: ({ builder, derivatives: [da, db] }) => builder.apply('add', da, db),
  subtract: ({ builder, derivatives: [da, db] }) => builder.apply('subtract', da, db),
  multiply: ({ builder, args: [a, b], derivatives: [da, db] }) =>
    builder.apply('add', times(builder, da, b), times(builder, a, db)),
  divide: ({ builder, args: [, b], derivatives: [da, db], value }) =>
    builder.apply('divide', builder.apply('subtract', da, times(builder, value, db)), b),
  negate: ({ builder, derivatives: [da] }) => builder.apply('negate', da),
  power,
  less: refuse,
  lessOrEqual: refuse,
  greater: refuse,
  greaterOrEqual: refuse,
  equal: refuse,
  notEqual: refuse,
  and: refuse,
  or: refuse,
  not: refuse,
  select: ({ builder, args: [condition], derivatives: [, da, db] }) => builder.apply('select', condition, da, db),
  abs: chain((builder, a) => builder.apply('sign', a)),
  sign: ({ builder }) => builder.constant(0),
  min: choice('less', 'lessOrEqual'),
  max: choice('greater', 'greaterOrEqual'),
  sqrt: ({ builder, derivatives: [da], value }) =>
    builder.apply('divide', da, builder.apply('multiply', builder.constant(2), value)),
  exp: chain((_builder, _a, value) => value),
  expm1: chain((builder, a) => builder.apply('exp', a)),
  log: ({ builder, args: [a], derivatives: [da] }) => builder.apply('divide', da, a),
  log1p: ({ builder, args: [a], derivatives: [da] }) =>
    builder.apply('divide', da, builder.apply('add', builder.constant(1), a)),
  sin: chain((builder, a) => builder.apply('cos', a)),
  cos: chain((builder, a) => builder.apply('negate', builder.apply('sin', a))),
  tan: chain((builder, _a, value) =>
    builder.apply('add', builder.constant(1), builder.apply('power', value, builder.constant(2))),
  ),
  atan: ({ builder, args: [a], derivatives: [da] }) =>
    builder.apply(
      'divide',
      da,
      builder.apply('add', builder.constant(1), builder.apply('power', a, builder.constant(2))),
    ),
  sinh: chain((builder, a) => builder.apply('cosh', a)),
  cosh: chain((builder, a) => builder.apply('sinh', a)),
  tanh: chain((builder, _a, value) =>
    builder.apply('subtract', builder.constant(1), builder.apply('power', value, builder.constant(2))),
  ),
}
