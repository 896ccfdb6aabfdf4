import { requireKnown } from '@numeural/errors'
import type { FloatArray } from '../values/shape.js'
import { createRandom, type Random } from './random.js'

/** Which stream of random numbers to take. */
export interface RandomOptions {
  /** An integer in [0, 2^53). */
  readonly seed: number
  /** What the numbers are for; streams with different purposes are independent. Default `''`. */
  readonly purpose?: string
}

/**
 * Fills an array with uniform random numbers in [0, 1) and returns it;
 * in a Float32Array they are rounded and may become 1.
 */
export function randomUniform<Target extends FloatArray>(target: Target, options: RandomOptions): Target {
  const random = randomOf('randomUniform', options)
  for (let k = 0; k < target.length; k++) target[k] = random.uniform()
  return target
}

/** Fills an array with normal random numbers (mean 0, standard deviation 1) and returns it. */
export function randomNormal<Target extends FloatArray>(target: Target, options: RandomOptions): Target {
  const random = randomOf('randomNormal', options)
  for (let k = 0; k < target.length; k++) target[k] = random.normal()
  return target
}

function randomOf(owner: string, options: RandomOptions): Random {
  requireKnown({ owner, code: 'RANDOM_OPTION' }, options, {
    seed: true,
    purpose: true,
  } satisfies Record<keyof RandomOptions, true>)
  return createRandom(options.seed, options.purpose)
}
