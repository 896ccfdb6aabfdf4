import { chain } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { magnitude } from '../function-rounding.js'
import * as arithmetic from '../interval/arithmetic.js'
import { enclosure } from '../interval/interval.js'
import { widenDown, widenUp } from '../interval/rounding.js'

/** The hyperbolic cosine. */
export const cosh: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.cosh(a),
  derivative: chain((builder, a) => builder.apply('sinh', a)),
  enclose(a) {
    const { lo, hi } = arithmetic.abs(a)
    const end = (x: number, widen: (x: number) => number): number => (x === 0 ? 1 : Math.max(1, widen(Math.cosh(x))))
    return enclosure(end(lo, widenDown), end(hi, widenUp), a.defined)
  },
  onTail: (tail, a) => (tail.grows(a) ? tail.halfOfExponentials(a, 1) : undefined),
  overflows: true,
  rounding: { ulps: 5, steepest: (a) => 1.01 * Math.sinh(magnitude(a)), condition: magnitude },
}
