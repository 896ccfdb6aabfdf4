import { flatWith } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'
import { powerCoefficients } from '../series/power-series.js'

/** √a. */
export const sqrt: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sqrt(a),
  derivative(context) {
    const { builder, args, derivatives, value } = context
    const [a] = args
    const [da] = derivatives
    return flatWith(context, a, da, builder.apply('divide', da, builder.apply('multiply', builder.constant(2), value)))
  },
  enclose: arithmetic.sqrt,
  taylor: (a, order) => [arithmetic.sqrt(a), ...powerCoefficients(a, 0.5, order).slice(1)],
  expand: (tail, a) => tail.power(a, 0.5, false),
  degree: 0.5,
}
