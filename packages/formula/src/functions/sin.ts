import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { hasFiniteEnds, magnitude } from '../function-rounding.js'
import { wave } from '../interval/periodic.js'
import { cos } from './cos.js'

/** The sine. */
export const sin: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sin(a),
  derivative: chain((builder, a) => builder.apply('cos', a)),
  enclose: (a) => (a.lo === 0 && a.hi === 0 ? a : wave(a, Math.sin, Math.PI / 2)),
  slopeFromZero: (a) => cos.enclose(a, a),
  rounding: {
    ulps: 4,
    isDefinedOn: hasFiniteEnds,
    steepest: () => 1,
    condition: (a) => (magnitude(a) <= 1.5 ? 1 : Number.POSITIVE_INFINITY),
  },
}
