import { chainOfSaturating } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { divide, integerPower } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { point } from '../interval/interval.js'
import { cosh } from './cosh.js'

/** The hyperbolic tangent. */
export const tanh: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.tanh(a),
  derivative: chainOfSaturating((builder, _a, value) =>
    builder.apply('subtract', builder.constant(1), builder.apply('power', value, builder.constant(2))),
  ),
  enclose: increasing(Math.tanh, 0, -1, 1),
  slopeFromZero: (a) => divide(point(1), integerPower(cosh.enclose(a, a), 2)),
  rounding: { ulps: 5, steepest: () => 1, condition: () => 1 },
}
