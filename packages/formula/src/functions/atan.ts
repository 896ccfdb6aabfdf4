import { absorbing } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { add, divide, integerPower } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { point } from '../interval/interval.js'
import { up } from '../interval/rounding.js'

/** The arcus tangent. */
export const atan: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.atan(a),
  derivative(context) {
    const { builder, ranges, args, derivatives } = context
    const [a] = args
    const [da] = derivatives
    const one = builder.constant(1)
    const square = builder.apply('add', one, builder.apply('power', a, builder.constant(2)))
    if (ranges.isFinite(a)) return builder.apply('divide', da, square)
    return absorbing(context, builder.apply('divide', one, square), da)
  },
  enclose: increasing(Math.atan, 0, -up(Math.PI / 2), up(Math.PI / 2)),
  slopeFromZero: (a) => divide(point(1), add(point(1), integerPower(a, 2))),
  rounding: { ulps: 3, steepest: () => 1, condition: () => 1 },
}
