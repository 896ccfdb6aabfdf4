import type { FunctionDefinition } from '../function-definition.js'
import { add, divide, integerPower } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { point } from '../interval/interval.js'
import { up } from '../interval/rounding.js'

/** The arcus tangent. */
export const atan: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.atan(a),
  derivative: ({ builder, args: [a], derivatives: [da] }) =>
    builder.apply(
      'divide',
      da,
      builder.apply('add', builder.constant(1), builder.apply('power', a, builder.constant(2))),
    ),
  enclose: increasing(Math.atan, 0, -up(Math.PI / 2), up(Math.PI / 2)),
  slopeFromZero: (a) => divide(point(1), add(point(1), integerPower(a, 2))),
}
