import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { hasFiniteEnds, magnitude } from '../function-rounding.js'
import { add, integerPower } from '../interval/arithmetic.js'
import { type Enclosure, enclosure, nothingKnown, point } from '../interval/interval.js'
import { largestAngle, mayHold } from '../interval/periodic.js'
import { widenDown, widenUp } from '../interval/rounding.js'
import { riccatiCoefficients } from '../series/power-series.js'

/** A pole in the interval leaves nothing known. */
function enclose(a: Enclosure): Enclosure {
  if (!(Math.max(-a.lo, a.hi) < largestAngle) || mayHold(a, Math.PI / 2, Math.PI)) return nothingKnown
  const lo = a.lo === 0 ? 0 : widenDown(Math.tan(a.lo))
  const hi = a.hi === 0 ? 0 : widenUp(Math.tan(a.hi))
  // a multiple of π may be near, so only an interval at 0 itself says something about zeros
  return enclosure(lo, hi, a.defined, a.nonzero && a.lo >= -1 && a.hi <= 1)
}

/** The tangent. */
export const tan: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.tan(a),
  derivative: chain((builder, _a, value) =>
    builder.apply('add', builder.constant(1), builder.apply('power', value, builder.constant(2))),
  ),
  enclose,
  taylor: (a, order) => riccatiCoefficients(enclose(a), add(point(1), integerPower(enclose(a), 2)), 1, order),
  slopeFromZero: (a) => add(point(1), integerPower(enclose(a), 2)),
  rounding: {
    ulps: 6,
    isDefinedOn: hasFiniteEnds,
    steepest: ({ lo, hi }) => 1 + magnitude(enclose(enclosure(lo, hi))) ** 2,
    condition: (a) => (magnitude(a) <= 1 ? 2.3 : Number.POSITIVE_INFINITY),
  },
}
