import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { hasFiniteEnds, magnitude } from '../function-rounding.js'
import { negate } from '../interval/arithmetic.js'
import { type Enclosure, enclosure } from '../interval/interval.js'
import { sineOf, wave } from '../interval/periodic.js'
import { repeatingCoefficients } from '../series/power-series.js'

const range = (a: Enclosure): Enclosure =>
  a.lo === 0 && a.hi === 0 ? enclosure(1, 1, a.defined) : wave(a, Math.cos, 0)

/** The cosine. */
export const cos: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.cos(a),
  derivative: chain((builder, a) => builder.apply('negate', builder.apply('sin', a))),
  enclose: range,
  taylor(a, order) {
    const [sine, cosine] = [sineOf(a), range(a)]
    return repeatingCoefficients([cosine, negate(sine), negate(cosine), sine], order)
  },
  expand: (tail, a) => (tail.isGrowing(a) ? tail.bounded(enclosure(-1, 1)) : undefined),
  rounding: {
    ulps: 4,
    isDefinedOn: hasFiniteEnds,
    steepest: (a) => Math.min(1, magnitude(a)),
    condition: (a) => (magnitude(a) <= 1 ? 1.6 : Number.POSITIVE_INFINITY),
  },
}
