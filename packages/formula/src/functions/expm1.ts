import { chainOfSaturating } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { increasing } from '../interval/increasing.js'
import { point } from '../interval/interval.js'
import { exp } from './exp.js'

const range = increasing(Math.expm1, 0, -1)

/** eᵃ − 1, exact next to 0. */
export const expm1: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.expm1(a),
  derivative: chainOfSaturating((builder, a) => builder.apply('exp', a)),
  enclose: range,
  taylor: (a, order) => [range(a), ...exp.taylor(a, order).slice(1)],
  expand: (tail, a, _b, source) =>
    tail.isGrowing(a) ? tail.subtract(tail.exp(a, source), tail.constant(point(1))) : undefined,
  slopeFromZero: (a) => exp.enclose(a),
  forMathjs: ({ builder, one }, a) => builder.apply('subtract', builder.apply('exp', a), one),
  overflows: true,
  rounding: { ulps: 4, steepest: ({ hi }) => 1.01 * Math.exp(hi), condition: ({ hi }) => 1 + Math.max(0, hi) },
}
