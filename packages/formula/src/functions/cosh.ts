import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { magnitude } from '../function-rounding.js'
import * as arithmetic from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { type Enclosure, enclosure } from '../interval/interval.js'
import { widenDown, widenUp } from '../interval/rounding.js'
import { repeatingCoefficients } from '../series/power-series.js'

const sineOf = increasing(Math.sinh, 0)

function range(a: Enclosure): Enclosure {
  const { lo, hi } = arithmetic.abs(a)
  const end = (x: number, widen: (x: number) => number): number => (x === 0 ? 1 : Math.max(1, widen(Math.cosh(x))))
  return enclosure(end(lo, widenDown), end(hi, widenUp), a.defined)
}

/** The hyperbolic cosine. */
export const cosh: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.cosh(a),
  derivative: chain((builder, a) => builder.apply('sinh', a)),
  enclose: range,
  taylor: (a, order) => repeatingCoefficients([range(a), sineOf(a)], order),
  expand: (tail, a, _b, source) => (tail.isGrowing(a) ? tail.halfOfExponentials(a, 1, source) : undefined),
  overflows: true,
  rounding: { ulps: 5, steepest: (a) => 1.01 * Math.sinh(magnitude(a)), condition: magnitude },
}
