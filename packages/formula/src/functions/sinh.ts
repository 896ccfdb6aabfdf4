import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { magnitude } from '../function-rounding.js'
import { increasing } from '../interval/increasing.js'
import { repeatingCoefficients } from '../series/power-series.js'
import { cosh } from './cosh.js'

const range = increasing(Math.sinh, 0)

/** The hyperbolic sine. */
export const sinh: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sinh(a),
  derivative: chain((builder, a) => builder.apply('cosh', a)),
  enclose: range,
  taylor: (a, order) => repeatingCoefficients([range(a), cosh.enclose(a, a)], order),
  expand: (tail, a, _b, source) => (tail.isGrowing(a) ? tail.halfOfExponentials(a, -1, source) : undefined),
  slopeFromZero: (a) => cosh.enclose(a, a),
  overflows: true,
  rounding: { ulps: 5, steepest: (a) => 1.01 * Math.cosh(magnitude(a)), condition: (a) => 1 + magnitude(a) },
}
