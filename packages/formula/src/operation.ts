import type { Op } from './graph.js'

/** Largest magnitude of an integer exponent that means repeated multiplication; beyond it `x^n` is `Math.pow`. */
export const largestRepeatedPower = 64

/** Whether `x^exponent` with this constant exponent is repeated multiplication (on every backend). */
export function isRepeatedPower(exponent: number): boolean {
  return Number.isInteger(exponent) && Math.abs(exponent) <= largestRepeatedPower
}

/**
 * `x^n` for an integer n by squaring, from the most significant bit of |n| down, and one final division for n < 0.
 * Backends multiply in this very order, so that x^8 has the same bits everywhere.
 */
export function repeatedPower(x: number, n: number): number {
  if (n === 0) return 1
  const magnitude = Math.abs(n)
  let result = x
  for (let bit = 30 - Math.clz32(magnitude); bit >= 0; bit--) {
    result *= result
    if ((magnitude >> bit) & 1) result *= x
  }
  return n < 0 ? 1 / result : result
}

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
  abs: (a) => Math.abs(a),
  sign: (a) => Math.sign(a),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  sqrt: (a) => Math.sqrt(a),
  exp: (a) => Math.exp(a),
  expm1: (a) => Math.expm1(a),
  log: (a) => Math.log(a),
  log1p: (a) => Math.log1p(a),
  sin: (a) => Math.sin(a),
  cos: (a) => Math.cos(a),
  tan: (a) => Math.tan(a),
  atan: (a) => Math.atan(a),
  sinh: (a) => Math.sinh(a),
  cosh: (a) => Math.cosh(a),
  tanh: (a) => Math.tanh(a),
}
