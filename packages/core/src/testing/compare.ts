import type { FloatArray } from '../plan/shape.js'

/** Largest magnitude of the finite values. */
function magnitude(values: FloatArray): number {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  return largest
}

/**
 * Throws unless every value is within `tolerance` times the largest expected magnitude; NaN must meet NaN, an infinity itself.
 * A single number may be the small sum of large ones, so that its scale is at least 1 (data are of that size).
 */
export function expectClose(what: string, actual: FloatArray, expected: FloatArray, tolerance: number): void {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} values, expected ${expected.length}`)
  const scale = Math.max(magnitude(expected), expected.length === 1 ? 1 : 0)
  for (let k = 0; k < expected.length; k++) {
    const same = Object.is(actual[k], expected[k]) || actual[k] === expected[k]
    if (same || Math.abs(actual[k] - expected[k]) <= tolerance * scale) continue
    throw new Error(`${what}: value ${k} is ${actual[k]}, expected ${expected[k]} within ${tolerance * scale}`)
  }
}

/** Throws unless the Euclidean distance is within `tolerance` times the expected norm. */
export function expectCloseInNorm(what: string, actual: FloatArray, expected: FloatArray, tolerance: number): void {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} values, expected ${expected.length}`)
  let distance = 0
  let norm = 0
  for (let k = 0; k < expected.length; k++) {
    distance += (actual[k] - expected[k]) ** 2
    norm += expected[k] ** 2
  }
  if (Math.sqrt(distance) <= tolerance * Math.sqrt(norm)) return
  throw new Error(`${what}: distance ${Math.sqrt(distance)} from the expected, whose norm is ${Math.sqrt(norm)}`)
}
