import { NumeuralError } from '@numeural/errors'

/** The error for a check that fails. */
export function violation(message: string, given: unknown, allowed: string): NumeuralError {
  return new NumeuralError(`${message}: ${String(given)}, allowed: ${allowed}.`, {
    code: 'CONFORMANCE',
    given,
    allowed,
    hint: 'Correct the entry, or report this if the formulas are right.',
  })
}

/** Throws unless a number is at most the limit; NaN never is. */
export function requireAtMost(message: string, given: number, limit: number): void {
  if (!(given <= limit)) throw violation(message, given, `at most ${limit}`)
}

/** ‖a − b‖/‖b‖ in the Euclidean norm; 0 if both are 0. */
export function relativeDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  const distance = Math.hypot(...Array.from(a, (value, i) => value - b[i]))
  return distance === 0 ? 0 : distance / Math.hypot(...Array.from(b))
}
