import { flatWith } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'

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
  onTail: (tail, a) => tail.sqrt(a),
  degree: 0.5,
}
