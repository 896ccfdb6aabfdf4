import type { FunctionDefinition } from '../function-definition.js'
import { add, divide } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { type Enclosure, enclosure, nothingKnown, point } from '../interval/interval.js'
import { logarithmCoefficients } from '../series/power-series.js'

const inDomain = increasing(Math.log1p, 0)

function range(a: Enclosure): Enclosure {
  if (a.hi < -1) return nothingKnown
  const { lo, hi } = inDomain({ ...a, lo: Math.max(a.lo, -1) })
  return enclosure(lo, hi, a.defined && a.lo > -1, a.nonzero)
}

/** log(1 + a), exact next to 0; undefined for a ≤ −1. */
export const log1p: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.log1p(a),
  derivative: ({ builder, args: [a], derivatives: [da] }) =>
    builder.apply('divide', da, builder.apply('add', builder.constant(1), a)),
  enclose: range,
  taylor: (a, order) => logarithmCoefficients(add(point(1), a), range(a), order),
  expand: (tail, a) => (tail.isGrowing(a) ? tail.log(tail.add(tail.constant(point(1)), a)) : undefined),
  pole: -1,
  slopeFromZero: (a) => divide(point(1), add(point(1), a)),
  forMathjs: ({ builder, one }, a) => builder.apply('log', builder.apply('add', one, a)),
  rounding: {
    ulps: 3,
    isDefinedOn: ({ lo }) => lo >= -1,
    steepest: ({ lo }) => (lo > -1 ? 1 / (1 + lo) : Number.POSITIVE_INFINITY),
    condition: ({ lo }) => (lo >= 0 ? 1 : lo > -1 ? 1 / (1 + lo) : Number.POSITIVE_INFINITY),
  },
}
