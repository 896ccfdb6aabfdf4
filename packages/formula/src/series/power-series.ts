import { add, divide, integerPower, multiply } from '../interval/arithmetic.js'
import { type Enclosure, nothingKnown, point } from '../interval/interval.js'
import { power } from '../interval/power.js'
import { isRepeatedPower } from '../repeated-power.js'

/** f⁽ᵏ⁾(a)/k! for k = 0 … order, for all a in an interval. */
export type TaylorCoefficients = (a: Enclosure, order: number) => readonly Enclosure[]

/** Those of aⁿ: binomial coefficients times aⁿ⁻ᵏ. */
export function powerCoefficients(a: Enclosure, n: number, order: number): Enclosure[] {
  const whole = Number.isInteger(n)
  const value = power(a, point(n), isRepeatedPower(n))
  const coefficients = [value]
  let binomial = point(1)
  for (let k = 1; k <= order; k++) {
    binomial = divide(multiply(binomial, add(point(n), point(1 - k))), point(k))
    const rest = whole && n >= k ? integerPower(a, n - k) : divide(value, integerPower(a, k))
    coefficients.push(whole && n >= 0 && k > n ? point(0) : multiply(binomial, rest))
  }
  return coefficients
}

/** Those of a function whose derivatives repeat, as sin, cos, −sin, −cos: from as many values as there are of them. */
export function repeatingCoefficients(values: readonly Enclosure[], order: number): Enclosure[] {
  const coefficients: Enclosure[] = []
  let factorial = 1
  for (let k = 0; k <= order; k++) {
    if (k > 0) factorial *= k
    coefficients.push(divide(values[k % values.length], point(factorial)))
  }
  return coefficients
}

/** Those of log a, the first being given. */
export function logarithmCoefficients(a: Enclosure, value: Enclosure, order: number): Enclosure[] {
  const coefficients = [value]
  for (let k = 1; k <= order; k++) {
    coefficients.push(divide(point(k % 2 === 1 ? 1 : -1), multiply(point(k), integerPower(a, k))))
  }
  return coefficients
}

/** Those of a function y with y' = constant + factor·y² from its value and first derivative. */
export function riccatiCoefficients(value: Enclosure, slope: Enclosure, factor: number, order: number): Enclosure[] {
  const y = [value, slope].slice(0, order + 1)
  for (let k = 1; k < order; k++) {
    let sum = point(0)
    for (let i = 0; i <= k; i++) sum = add(sum, multiply(y[i], y[k - i]))
    y.push(divide(multiply(point(factor), sum), point(k + 1)))
  }
  return y
}

/** Those of a function that is linear beside 0, whose slope is only known where the sign of a is. */
export function linearCoefficients(value: Enclosure, slope: Enclosure, order: number): Enclosure[] {
  const isSmooth = slope.lo === slope.hi && slope.lo !== 0
  const higher = isSmooth ? point(0) : nothingKnown
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : k === 1 && isSmooth ? slope : higher))
}

/** Those of a function that is constant beside 0. */
export function stepCoefficients(value: Enclosure, order: number): Enclosure[] {
  const higher = value.lo === value.hi && value.lo !== 0 ? point(0) : nothingKnown
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : higher))
}
