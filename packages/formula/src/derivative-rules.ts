import { absorbing, flatWith, type Rule, type RuleContext, times } from './chain-rule.js'
import { mapFunctions } from './functions.js'
import { malformed, type Op } from './graph.js'
import { hasSimplePole } from './simple-pole.js'

const power: Rule = (context) => {
  const { builder, args, derivatives, value } = context
  const [a, b] = args
  const [da, db] = derivatives
  const zero = builder.constant(0)
  let sum = builder.isConstant(da, 0) ? zero : slopeInBase(context, a, b, da)
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

/** b·a^(b−1)·a'. */
function slopeInBase(context: RuleContext, a: number, b: number, da: number): number {
  const { builder, ranges } = context
  const { op, value: exponent = Number.NaN } = builder.node(b)
  if (op !== 'constant') {
    const lower = builder.apply('subtract', b, builder.constant(1))
    const slope = times(builder, builder.apply('multiply', b, builder.apply('power', a, lower)), da)
    return flatWith(context, a, da, slope)
  }
  const root = ranges.isFinite(da) ? undefined : rootOf(context, a)
  if (root !== undefined) return slopeInBase(context, root.base, builder.constant(exponent * root.exponent), root.slope)
  const factor = builder.apply('multiply', b, builder.apply('power', a, builder.constant(exponent - 1)))
  // a^b is infinite itself at a = 0 if b < 0
  if (exponent > 0 && exponent < 1) return flatWith(context, a, da, times(builder, factor, da))
  const vanishes = exponent > 2 || (exponent < 0 && (exponent <= -2 || !hasSimplePole(context, a)))
  return vanishes ? absorbing(context, factor, da) : times(builder, factor, da)
}

/** A root c^e, of which the derivative may be infinite where c is 0: (c^e)^b is differentiated as c^(e·b). */
function rootOf(
  { builder, derivativeOf }: RuleContext,
  id: number,
): { base: number; exponent: number; slope: number } | undefined {
  const { op, args } = builder.node(id)
  const [base = -1, power = -1] = args
  const exponent = op === 'sqrt' ? 0.5 : op === 'power' ? builder.node(power).value : undefined
  // an even power of a negative number would lose its sign
  if (exponent === undefined || exponent <= 0 || Number.isInteger(exponent)) return undefined
  const slope = derivativeOf(base)
  return slope === undefined ? undefined : { base, exponent, slope }
}

const multiply: Rule = (context) => {
  const { builder, ranges, args, derivatives } = context
  const [a, b] = args
  const [da, db] = derivatives
  if (a === b && !ranges.isFinite(da)) return slopeInBase(context, a, builder.constant(2), da)
  // where one factor is 0 and smooth, what the other's slope adds is 0, infinite or not
  const part = (factor: number, its: number, slope: number): number =>
    ranges.isFinite(its) ? absorbing(context, factor, slope) : times(builder, factor, slope)
  return builder.apply('add', part(b, db, da), part(a, da, db))
}

const refuse: Rule = () => {
  throw malformed('a truth value has no derivative', undefined)
}

const ofFunctions = mapFunctions(({ derivative }) => derivative)

/** The derivative of every operation. */
export const derivativeRules: Readonly<Record<Exclude<Op, 'constant' | 'input'>, Rule>> = {
  add: ({ builder, derivatives: [da, db] }) => builder.apply('add', da, db),
  subtract: ({ builder, derivatives: [da, db] }) => builder.apply('subtract', da, db),
  multiply,
  divide(context) {
    const { builder, args, derivatives, value } = context
    const [da, db] = derivatives
    const [, b] = args
    // 1/(1 + 1/x²) is flat at 0; 1/(1 + 1/x), which is x/(x + 1), has a slope there
    const part = hasSimplePole(context, b) ? times(builder, value, db) : absorbing(context, value, db)
    return builder.apply('divide', builder.apply('subtract', da, part), b)
  },
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
