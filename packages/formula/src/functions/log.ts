import { times } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { increasing } from '../interval/increasing.js'
import { type Enclosure, enclosure, nothingKnown } from '../interval/interval.js'
import { logarithmCoefficients } from '../series/power-series.js'

const ofPositive = increasing(Math.log, 1)

function range(a: Enclosure): Enclosure {
  if (a.hi < 0) return nothingKnown
  const { lo, hi } = ofPositive({ ...a, lo: Math.max(a.lo, 0) })
  return enclosure(lo, hi, a.defined && a.lo >= 0 && a.nonzero, a.lo > 1 || a.hi < 1)
}

/** The natural logarithm; −∞ at 0, undefined below. */
export const log = {
  arity: 1,
  evaluate: (a) => Math.log(a),
  derivative(context) {
    const { builder, args, derivatives, derivativeOf } = context
    const [a] = args
    const {
      op,
      args: [x = -1],
    } = builder.node(a)
    // log(cosh(x))' = tanh(x)·x', where sinh(x)/cosh(x) overflows
    const inner = op === 'cosh' ? derivativeOf(x) : undefined
    if (inner !== undefined) return times(builder, builder.apply('tanh', x), inner)
    return builder.apply('divide', derivatives[0], a)
  },
  enclose: range,
  taylor: (a, order) => logarithmCoefficients(a, range(a), order),
  expand: (tail, a) => tail.log(a),
  pole: 0,
  rounding: {
    ulps: 2,
    isDefinedOn: ({ lo }) => lo >= 0,
    steepest: ({ lo }) => (lo > 0 ? 1 / lo : Number.POSITIVE_INFINITY),
  },
} satisfies FunctionDefinition
