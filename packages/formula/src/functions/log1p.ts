import type { FunctionDefinition } from '../function-definition.js'
import { add, divide } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { enclosure, nothingKnown, point } from '../interval/interval.js'

const inDomain = increasing(Math.log1p, 0)

/** log(1 + a), exact next to 0; undefined for a ≤ −1. */
export const log1p: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.log1p(a),
  derivative: ({ builder, args: [a], derivatives: [da] }) =>
    builder.apply('divide', da, builder.apply('add', builder.constant(1), a)),
  enclose(a) {
    if (a.hi < -1) return nothingKnown
    const range = inDomain({ ...a, lo: Math.max(a.lo, -1) })
    return enclosure(range.lo, range.hi, a.defined && a.lo > -1, a.nonzero)
  },
  onTail: (tail, a) => (tail.grows(a) ? tail.log(tail.add(tail.plain(point(1)), a)) : undefined),
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
