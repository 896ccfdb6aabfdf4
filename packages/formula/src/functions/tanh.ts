import { chainOfSaturating } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { divide, integerPower } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { type Enclosure, point } from '../interval/interval.js'
import { riccatiCoefficients } from '../series/power-series.js'
import { cosh } from './cosh.js'

const range = increasing(Math.tanh, 0, -1, 1)

/** 1/cosh², which loses nothing where tanh is near 1. */
const slope = (a: Enclosure): Enclosure => divide(point(1), integerPower(cosh.enclose(a, a), 2))

/** The hyperbolic tangent. */
export const tanh: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.tanh(a),
  derivative: chainOfSaturating((builder, _a, value) =>
    builder.apply('subtract', builder.constant(1), builder.apply('power', value, builder.constant(2))),
  ),
  enclose: range,
  taylor: (a, order) => riccatiCoefficients(range(a), slope(a), -1, order),
  expand: (tail, a) => (tail.isGrowing(a) ? tail.saturating(a) : undefined),
  slopeFromZero: slope,
  rounding: { ulps: 5, steepest: () => 1, condition: () => 1 },
}
