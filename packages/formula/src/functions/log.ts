import { times } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { increasing } from '../interval/increasing.js'
import { enclosure, nothingKnown } from '../interval/interval.js'

const ofPositive = increasing(Math.log, 1)

/** The natural logarithm; −∞ at 0, undefined below. */
export const log: FunctionDefinition = {
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
  enclose(a) {
    if (a.hi < 0) return nothingKnown
    const range = ofPositive({ ...a, lo: Math.max(a.lo, 0) })
    return enclosure(range.lo, range.hi, a.defined && a.lo >= 0 && a.nonzero, a.lo > 1 || a.hi < 1)
  },
  onTail: (tail, a) => tail.log(a),
  pole: 0,
  rounding: {
    ulps: 2,
    isDefinedOn: ({ lo }) => lo >= 0,
    steepest: ({ lo }) => (lo > 0 ? 1 / lo : Number.POSITIVE_INFINITY),
  },
}
