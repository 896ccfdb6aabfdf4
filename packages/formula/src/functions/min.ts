import { choice } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'

/** The smaller of two or more; NaN if any is. */
export const min: FunctionDefinition = {
  arity: 2,
  evaluate: (a, b) => Math.min(a, b),
  derivative: choice('less', 'lessOrEqual'),
  enclose: arithmetic.min,
  expand: (tail, a, b) => tail.min(a, b),
  degree: 1,
  kink: 'bend',
}
