import { abs, add, divide, integerPower, negate } from './arithmetic.js'
import { type Enclosure, enclosure, hull, nothingKnown, point } from './interval.js'
import { up, widenDown, widenUp } from './rounding.js'

type Scalar = (x: number) => number

/** An increasing library function with values in [least, greatest], exact at one point. */
function increasing(f: Scalar, exactAt: number, least = -Infinity, greatest = Infinity): (a: Enclosure) => Enclosure {
  const exact = f(exactAt)
  const lower = (x: number): number =>
    x === exactAt ? exact : Math.max(least, x > exactAt ? Math.max(exact, widenDown(f(x))) : widenDown(f(x)))
  const upper = (x: number): number =>
    x === exactAt ? exact : Math.min(greatest, x < exactAt ? Math.min(exact, widenUp(f(x))) : widenUp(f(x)))
  return (a) => enclosure(lower(a.lo), upper(a.hi), a.defined, exact === 0 && a.nonzero)
}

export const exp = (() => {
  const range = increasing(Math.exp, 0, 0)
  return (a: Enclosure): Enclosure => ({ ...range(a), nonzero: true })
})()
export const expm1 = increasing(Math.expm1, 0, -1)
export const atan = increasing(Math.atan, 0, -up(Math.PI / 2), up(Math.PI / 2))
export const sinh = increasing(Math.sinh, 0)
export const tanh = increasing(Math.tanh, 0, -1, 1)

const logOfPositive = increasing(Math.log, 1)
const log1pInDomain = increasing(Math.log1p, 0)

/** The natural logarithm; -∞ at 0, undefined below. */
export function log(a: Enclosure): Enclosure {
  if (a.hi < 0) return nothingKnown
  const range = logOfPositive({ ...a, lo: Math.max(a.lo, 0) })
  return enclosure(range.lo, range.hi, a.defined && a.lo >= 0 && a.nonzero, a.lo > 1 || a.hi < 1)
}

/** log(1 + a); undefined for a ≤ -1. */
export function log1p(a: Enclosure): Enclosure {
  if (a.hi < -1) return nothingKnown
  const range = log1pInDomain({ ...a, lo: Math.max(a.lo, -1) })
  return enclosure(range.lo, range.hi, a.defined && a.lo > -1, a.nonzero)
}

/** The hyperbolic cosine. */
export function cosh(a: Enclosure): Enclosure {
  const magnitude = abs(a)
  const end = (x: number, widen: Scalar): number => (x === 0 ? 1 : Math.max(1, widen(Math.cosh(x))))
  return enclosure(end(magnitude.lo, widenDown), end(magnitude.hi, widenUp), a.defined)
}

/** Beyond this, multiples of π are not told apart well enough. */
const largestAngle = 2 ** 30

/** Whether an interval may hold a number `offset + k * period`; when in doubt, yes. */
function mayHold(a: Enclosure, offset: number, period: number): boolean {
  const first = Math.ceil((a.lo - offset) / period - 1e-6)
  return offset + first * period <= a.hi + 1e-6 * period
}

/** The sine. */
export function sin(a: Enclosure): Enclosure {
  if (a.lo === 0 && a.hi === 0) return a
  return wave(a, Math.sin, Math.PI / 2)
}

/** The cosine. */
export function cos(a: Enclosure): Enclosure {
  if (a.lo === 0 && a.hi === 0) return enclosure(1, 1, a.defined)
  return wave(a, Math.cos, 0)
}

function wave(a: Enclosure, f: Scalar, crest: number): Enclosure {
  const unknown = !(Math.max(-a.lo, a.hi) < largestAngle)
  const ends = unknown ? [0] : [f(a.lo), f(a.hi)]
  const hi = unknown || mayHold(a, crest, 2 * Math.PI) ? 1 : Math.min(1, widenUp(Math.max(...ends)))
  const lo = unknown || mayHold(a, crest + Math.PI, 2 * Math.PI) ? -1 : Math.max(-1, widenDown(Math.min(...ends)))
  return enclosure(lo, hi, a.defined)
}

/** The tangent; a pole in the interval leaves nothing known. */
export function tan(a: Enclosure): Enclosure {
  if (!(Math.max(-a.lo, a.hi) < largestAngle) || mayHold(a, Math.PI / 2, Math.PI)) return nothingKnown
  const lo = a.lo === 0 ? 0 : widenDown(Math.tan(a.lo))
  const hi = a.hi === 0 ? 0 : widenUp(Math.tan(a.hi))
  // a multiple of π may be near, so only an interval at 0 itself says something about zeros
  return enclosure(lo, hi, a.defined, a.nonzero && a.lo >= -1 && a.hi <= 1)
}

/** base^exponent for any exponent; `repeated` says that it is a constant integer evaluated by multiplications. */
export function power(base: Enclosure, exponent: Enclosure, repeated: boolean): Enclosure {
  if (repeated) return withDefined(integerPower(base, exponent.lo), exponent.defined)
  if (exponent.lo === exponent.hi && Number.isInteger(exponent.lo) && base.lo < 0)
    return largeIntegerPower(base, exponent)
  if (base.hi < 0) return nothingKnown
  const inDomain = base.lo > 0 || (base.lo === 0 && (base.nonzero || exponent.lo > 0))
  const finiteExponent = Number.isFinite(exponent.lo) && Number.isFinite(exponent.hi)
  const defined = base.defined && exponent.defined && inDomain && finiteExponent
  if (!finiteExponent) return enclosure(0, Infinity, false)
  const [low, high] = [Math.max(base.lo, 0), base.hi]
  const corners = [low ** exponent.lo, low ** exponent.hi, high ** exponent.lo, high ** exponent.hi]
  const isOne = low === 1 && high === 1
  const lo = isOne ? 1 : Math.max(0, widenDown(Math.min(...corners)))
  return enclosure(lo, isOne ? 1 : widenUp(Math.max(...corners)), defined, base.nonzero)
}

function withDefined(a: Enclosure, defined: boolean): Enclosure {
  return defined ? a : { ...a, defined: false }
}

function largeIntegerPower(base: Enclosure, exponent: Enclosure): Enclosure {
  if (exponent.lo % 2 === 0) return power(abs(base), exponent, false)
  if (base.hi <= 0) return negate(power(negate(base), exponent, false))
  const below = negate(power(enclosure(0, -base.lo, base.defined), exponent, false))
  return { ...hull(below, power({ ...base, lo: 0 }, exponent, false)), nonzero: base.nonzero }
}

/** The derivatives of the functions that vanish at 0, to write f(x) = x · f'(ξ). */
export const slopesOfOddStart = {
  expm1: exp,
  log1p: (a: Enclosure): Enclosure => divide(point(1), add(point(1), a)),
  sin: cos,
  tan: (a: Enclosure): Enclosure => add(point(1), integerPower(tan(a), 2)),
  atan: (a: Enclosure): Enclosure => divide(point(1), add(point(1), integerPower(a, 2))),
  sinh: cosh,
  tanh: (a: Enclosure): Enclosure => divide(point(1), integerPower(cosh(a), 2)),
} as const satisfies Readonly<Record<string, (a: Enclosure) => Enclosure>>
