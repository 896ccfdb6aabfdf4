import { chainOfSaturating } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { magnitude } from '../function-rounding.js'
import { increasing } from '../interval/increasing.js'

const range = increasing(Math.exp, 0, 0)

/** eᵃ. */
export const exp: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.exp(a),
  derivative: chainOfSaturating((_builder, _a, value) => value),
  enclose: (a) => ({ ...range(a), nonzero: true }),
  onTail: (tail, a) => tail.exp(a),
  overflows: true,
  rounding: { ulps: 2, steepest: ({ hi }) => 1.01 * Math.exp(hi), condition: magnitude },
}
