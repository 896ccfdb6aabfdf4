import type { FunctionDefinition } from '../function-definition.js'
import { increasing } from '../interval/increasing.js'
import { enclosure, nothingKnown } from '../interval/interval.js'

const ofPositive = increasing(Math.log, 1)

/** The natural logarithm; −∞ at 0, undefined below. */
export const log: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.log(a),
  derivative: ({ builder, args: [a], derivatives: [da] }) => builder.apply('divide', da, a),
  enclose(a) {
    if (a.hi < 0) return nothingKnown
    const range = ofPositive({ ...a, lo: Math.max(a.lo, 0) })
    return enclosure(range.lo, range.hi, a.defined && a.lo >= 0 && a.nonzero, a.lo > 1 || a.hi < 1)
  },
  onTail: (tail, a) => tail.log(a),
  pole: 0,
}
