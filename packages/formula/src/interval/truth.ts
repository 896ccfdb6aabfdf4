import type { Op } from '../graph.js'
import type { Enclosure } from './interval.js'

/** True, false, or undecided. */
export type Truth = boolean | undefined

function less(a: Enclosure, b: Enclosure): Truth {
  if (a.hi < b.lo) return true
  if (a.lo >= b.hi) return false
  // touching at 0 from a side that never reaches it
  if (a.hi === 0 && b.lo === 0 && (a.nonzero || b.nonzero)) return true
  return undefined
}

function greaterOrEqual(a: Enclosure, b: Enclosure): Truth {
  return negation(less(a, b))
}

function equal(a: Enclosure, b: Enclosure): Truth {
  if (a.hi < b.lo || b.hi < a.lo) return false
  const zero = (x: Enclosure): boolean => x.lo === 0 && x.hi === 0
  if ((a.nonzero && zero(b)) || (b.nonzero && zero(a))) return false
  return a.lo === a.hi && b.lo === b.hi ? true : undefined
}

function negation(a: Truth): Truth {
  return a === undefined ? undefined : !a
}

/** The truth of a comparison; undecided where an operand may be undefined. */
export function compare(op: Op, a: Enclosure, b: Enclosure): Truth {
  if (!a.defined || !b.defined) return undefined
  switch (op) {
    case 'less':
      return less(a, b)
    case 'greater':
      return less(b, a)
    case 'greaterOrEqual':
      return greaterOrEqual(a, b)
    case 'lessOrEqual':
      return greaterOrEqual(b, a)
    case 'equal':
      return equal(a, b)
    default:
      return negation(equal(a, b))
  }
}

/** `and`, `or`, `not` of three-valued truths. */
export function connect(op: 'and' | 'or' | 'not', a: Truth, b: Truth): Truth {
  if (op === 'not') return negation(a)
  const absorbing = op === 'or'
  if (a === absorbing || b === absorbing) return absorbing
  return a === undefined || b === undefined ? undefined : !absorbing
}
