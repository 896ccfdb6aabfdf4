import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'

/** −1, 0 or 1. */
export const sign: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.sign(a),
  derivative: ({ builder }) => builder.constant(0),
  enclose: arithmetic.sign,
  onTail: (tail, a) => tail.plain(arithmetic.sign(a.factor)),
  degree: 0,
  kink: 'jump',
  forMathjs: (marks, _a, argument) => marks.sign(argument),
}
