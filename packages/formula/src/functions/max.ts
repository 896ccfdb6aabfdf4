import { choice } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import * as arithmetic from '../interval/arithmetic.js'

/** The larger of two or more; NaN if any is. */
export const max: FunctionDefinition = {
  arity: 2,
  evaluate: (a, b) => Math.max(a, b),
  derivative: choice('greater', 'greaterOrEqual'),
  enclose: arithmetic.max,
  expand: (tail, a, b) => tail.max(a, b),
  degree: 1,
  kink: 'bend',
}
