import { chainOfSaturating } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { magnitude } from '../function-rounding.js'
import { increasing } from '../interval/increasing.js'
import { repeatingCoefficients } from '../series/power-series.js'

const range = increasing(Math.exp, 0, 0)

/** eᵃ. */
export const exp = {
  arity: 1,
  evaluate: (a) => Math.exp(a),
  derivative: chainOfSaturating((_builder, _a, value) => value),
  enclose: (a) => ({ ...range(a), nonzero: true }),
  taylor: (a, order) => repeatingCoefficients([{ ...range(a), nonzero: true }], order),
  expand: (tail, a, _b, source) => tail.exp(a, source),
  overflows: true,
  rounding: { ulps: 2, steepest: ({ hi }) => 1.01 * Math.exp(hi), condition: magnitude },
} satisfies FunctionDefinition
