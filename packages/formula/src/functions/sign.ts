import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'
import { stepCoefficients } from '../series/power-series.js'

/** −1, 0 or 1. */
export const sign: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sign(a),
  derivative: ({ builder }) => builder.constant(0),
  enclose: arithmetic.sign,
  taylor: (a, order) => stepCoefficients(arithmetic.sign(a), order),
  expand(tail, a) {
    const value = arithmetic.sign(tail.leading(a).factor)
    return value.lo === value.hi ? tail.constant(value) : tail.bounded(value)
  },
  degree: 0,
  kink: 'jump',
  forMathjs: (marks, _a, argument) => marks.sign(argument),
}
