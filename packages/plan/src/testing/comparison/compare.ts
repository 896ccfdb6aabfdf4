import type { FloatArray } from '../../values/shape.js'

/** Largest magnitude of the finite values. */
function magnitude(values: FloatArray): number {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** How values are compared. */
export interface Comparison {
  /** Largest error, relative to the largest expected magnitude or to the norm. */
  readonly tolerance: number
  /** Whether anything may stand where NaN is expected. Default false. */
  readonly nanIsOpen?: boolean
}

/**
 * Throws unless every value is within `tolerance` times the largest expected magnitude;
 * NaN must meet NaN, an infinity itself.
 * A single number may be the small sum of large ones, so that its scale is at least 1 (data are of that size).
 *
 * @returns the largest error, in the same measure
 */
export function expectClose(
  what: string,
  actual: FloatArray,
  expected: FloatArray,
  { tolerance, nanIsOpen = false }: Comparison,
): number {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} values, expected ${expected.length}`)
  const scale = Math.max(magnitude(expected), expected.length === 1 ? 1 : 0)
  let largest = 0
  for (let k = 0; k < expected.length; k++) {
    if (Object.is(actual[k], expected[k]) || actual[k] === expected[k]) continue
    if (nanIsOpen && Number.isNaN(expected[k])) continue
    const error = Math.abs(actual[k]! - expected[k]!)
    largest = Math.max(largest, error / scale)
    if (error <= tolerance * scale) continue
    throw new Error(`${what}: value ${k} is ${actual[k]}, expected ${expected[k]} within ${tolerance * scale}`)
  }
  return largest
}

/**
 * Throws unless the Euclidean distance is within `tolerance` times the expected norm.
 *
 * @returns the distance relative to the norm
 */
export function expectCloseInNorm(
  what: string,
  actual: FloatArray,
  expected: FloatArray,
  { tolerance }: Comparison,
): number {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} values, expected ${expected.length}`)
  let distance = 0
  let norm = 0
  for (let k = 0; k < expected.length; k++) {
    distance += (actual[k]! - expected[k]!) ** 2
    norm += expected[k]! ** 2
  }
  if (Math.sqrt(distance) <= tolerance * Math.sqrt(norm)) return norm === 0 ? 0 : Math.sqrt(distance / norm)
  throw new Error(`${what}: distance ${Math.sqrt(distance)} from the expected, whose norm is ${Math.sqrt(norm)}`)
}
