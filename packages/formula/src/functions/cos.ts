import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { hasFiniteEnds, magnitude } from '../function-rounding.js'
import { enclosure } from '../interval/interval.js'
import { wave } from '../interval/periodic.js'

/** The cosine. */
export const cos: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.cos(a),
  derivative: chain((builder, a) => builder.apply('negate', builder.apply('sin', a))),
  enclose: (a) => (a.lo === 0 && a.hi === 0 ? enclosure(1, 1, a.defined) : wave(a, Math.cos, 0)),
  rounding: {
    ulps: 4,
    isDefinedOn: hasFiniteEnds,
    steepest: (a) => Math.min(1, magnitude(a)),
    condition: (a) => (magnitude(a) <= 1 ? 1.6 : Number.POSITIVE_INFINITY),
  },
}
