import { absorbing } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'
import { linearCoefficients } from '../series/power-series.js'

/** |a|. */
export const abs: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.abs(a),
  derivative: (context) => absorbing(context, context.builder.apply('sign', context.args[0]), context.derivatives[0]),
  enclose: arithmetic.abs,
  taylor: (a, order) => linearCoefficients(arithmetic.abs(a), arithmetic.sign(a), order),
  expand: (tail, a) => tail.abs(a),
  degree: 1,
  kink: 'bend',
  // off its kink a sign is a constant
  forMathjs: (marks, a, argument) => marks.builder.apply('multiply', marks.sign(argument), a),
}
