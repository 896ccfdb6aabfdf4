import { abs, integerPower, negate } from './arithmetic.js'
import { type Enclosure, enclosure, hull, nothingKnown } from './interval.js'
import { widenDown, widenUp } from './rounding.js'

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
  if (high === 0 && exponent.lo > 0) return enclosure(0, 0, defined)
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
