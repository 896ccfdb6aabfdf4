import { type Rule, times } from './chain-rule.js'
import { mapFunctions } from './functions.js'
import { malformed, type Op } from './graph.js'

const power: Rule = ({ builder, args, derivatives, value }) => {
  const [a, b] = args
  const [da, db] = derivatives
  const zero = builder.constant(0)
  let sum = zero
  if (!builder.isConstant(da, 0)) {
    const { op, value: exponent = 0 } = builder.node(b)
    const lower = op === 'constant' ? builder.constant(exponent - 1) : builder.apply('subtract', b, builder.constant(1))
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

const ofFunctions = mapFunctions(({ derivative }) => derivative)

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
  ...ofFunctions,
}
