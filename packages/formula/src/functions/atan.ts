import { absorbing } from '../chain-rule.js'
import type { FunctionDefinition } from '../function-definition.js'
import { add, divide, integerPower, multiply, negate } from '../interval/arithmetic.js'
import { increasing } from '../interval/increasing.js'
import { type Enclosure, enclosure, point } from '../interval/interval.js'
import { down, up } from '../interval/rounding.js'

const range = increasing(Math.atan, 0, -up(Math.PI / 2), up(Math.PI / 2))

function coefficients(a: Enclosure, order: number): Enclosure[] {
  // the slope 1/(1 + (a + h)²) is 1/(square + 2a h + h²)
  const square = add(point(1), integerPower(a, 2))
  const slopes = [divide(point(1), square)]
  for (let k = 1; k < order; k++) {
    const known = add(multiply(multiply(point(2), a), slopes[k - 1]), slopes[k - 2] ?? point(0))
    slopes.push(divide(negate(known), square))
  }
  return [range(a), ...slopes.slice(0, order).map((slope, k) => divide(slope, point(k + 1)))]
}

/** The arcus tangent. */
export const atan: FunctionDefinition = {
  arity: 1,
  evaluate: (a) => Math.atan(a),
  derivative(context) {
    const { builder, ranges, args, derivatives } = context
    const [a] = args
    const [da] = derivatives
    const one = builder.constant(1)
    const square = builder.apply('add', one, builder.apply('power', a, builder.constant(2)))
    if (ranges.isFinite(a)) return builder.apply('divide', da, square)
    return absorbing(context, builder.apply('divide', one, square), da)
  },
  enclose: range,
  taylor: coefficients,
  expand(tail, a) {
    if (!tail.isGrowing(a)) return undefined
    // ±π/2 − atan(1/a)
    const sign = tail.leading(a).factor.lo > 0 ? 1 : -1
    const quarter = multiply(point(sign), enclosure(down(Math.PI / 2), up(Math.PI / 2)))
    return tail.subtract(tail.constant(quarter), tail.compose(tail.divide(tail.constant(point(1)), a), coefficients))
  },
  slopeFromZero: (a) => divide(point(1), add(point(1), integerPower(a, 2))),
  rounding: { ulps: 3, steepest: () => 1, condition: () => 1 },
}
