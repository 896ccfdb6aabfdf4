import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'

/** √a. */
export const sqrt: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sqrt(a),
  derivative: ({ builder, derivatives: [da], value }) =>
    builder.apply('divide', da, builder.apply('multiply', builder.constant(2), value)),
  enclose: arithmetic.sqrt,
  onTail: (tail, a) => tail.sqrt(a),
  degree: 0.5,
}
