import type { FloatArray } from '../values/shape.js'
import { createRandom } from './random.js'

/** Which stream of random numbers to take. */
export interface RandomOptions {
  /** An integer in [0, 2^53). */
  readonly seed: number
  /** What the numbers are for; streams with different purposes are independent. Default `''`. */
  readonly purpose?: string
}

/** Fills an array with uniform random numbers in [0, 1) and returns it; in a Float32Array they are rounded and may become 1. */
export function randomUniform<Target extends FloatArray>(target: Target, { seed, purpose }: RandomOptions): Target {
  const random = createRandom(seed, purpose)
  for (let k = 0; k < target.length; k++) target[k] = random.uniform()
  return target
}

/** Fills an array with normal random numbers (mean 0, standard deviation 1) and returns it. */
export function randomNormal<Target extends FloatArray>(target: Target, { seed, purpose }: RandomOptions): Target {
  const random = createRandom(seed, purpose)
  for (let k = 0; k < target.length; k++) target[k] = random.normal()
  return target
}
