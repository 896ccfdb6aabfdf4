import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { hasFiniteEnds, magnitude } from '../function-rounding.js'
import { negate } from '../interval/arithmetic.js'
import { enclosure } from '../interval/interval.js'
import { sineOf } from '../interval/periodic.js'
import { repeatingCoefficients } from '../series/power-series.js'
import { cos } from './cos.js'

/** The sine. */
export const sin: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sin(a),
  derivative: chain((builder, a) => builder.apply('cos', a)),
  enclose: sineOf,
  taylor(a, order) {
    const [sine, cosine] = [sineOf(a), cos.enclose(a, a)]
    return repeatingCoefficients([sine, cosine, negate(sine), negate(cosine)], order)
  },
  expand: (tail, a) => (tail.isGrowing(a) ? tail.bounded(enclosure(-1, 1)) : undefined),
  slopeFromZero: (a) => cos.enclose(a, a),
  rounding: {
    ulps: 4,
    isDefinedOn: hasFiniteEnds,
    steepest: () => 1,
    condition: (a) => (magnitude(a) <= 1.5 ? 1 : Number.POSITIVE_INFINITY),
  },
}
