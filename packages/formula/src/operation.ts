import { mapFunctions } from './functions.js'
import type { Op } from './graph.js'

/**
 * The meaning of every operation in float64, truth values being 1 and 0.
 * `power` is `Math.pow` here; a constant integer exponent is the evaluator's business (`isRepeatedPower`).
 *
 * `min` and `max` give NaN if either argument is NaN; comparisons with NaN are false, `!=` is true.
 */
export const operations: Readonly<
  Record<Exclude<Op, 'constant' | 'input'>, (a: number, b: number, c: number) => number>
> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  power: (a, b) => a ** b,
  less: (a, b) => (a < b ? 1 : 0),
  lessOrEqual: (a, b) => (a <= b ? 1 : 0),
  greater: (a, b) => (a > b ? 1 : 0),
  greaterOrEqual: (a, b) => (a >= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
  notEqual: (a, b) => (a !== b ? 1 : 0),
  and: (a, b) => a * b,
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
  not: (a) => 1 - a,
  select: (condition, a, b) => (condition !== 0 ? a : b),
  ...mapFunctions(({ evaluate }) => evaluate),
}
