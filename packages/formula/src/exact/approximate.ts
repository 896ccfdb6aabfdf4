import { atomsOf, type Polynomial, piAtom, squareOf } from './polynomial.js'
import { numberOf } from './rational.js'

/** A sum that cancels below this part of its terms has no sign that rounding leaves sure. */
const sure = 1e-9

/** About the number that a polynomial is; null if it holds atoms other than π and square roots, or its terms cancel. */
export function approximate(a: Polynomial): number | null {
  let sum = 0
  let size = 0
  for (const [key, coefficient] of a) {
    let term = numberOf(coefficient)
    for (const [atom, power] of atomsOf(key)) {
      const value = valueOfAtom(atom)
      if (value === null) return null
      term *= value ** power
    }
    sum += term
    size += Math.abs(term)
  }
  return a.size <= 1 || Math.abs(sum) > sure * size ? sum : null
}

function valueOfAtom(atom: string): number | null {
  if (atom === piAtom) return Math.PI
  const square = squareOf(atom)
  return square === null ? null : Math.sqrt(numberOf(square))
}
