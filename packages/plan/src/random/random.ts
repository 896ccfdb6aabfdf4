import { ParameterError } from '@numeural/errors'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { logarithm } from './logarithm.js'
import { seedState } from './seed-state.js'

/** A stream of random numbers, the same for a seed and a purpose on every engine. */
export interface Random {
  /** A number in [0, 1), one of the 2^53 multiples of 2^-53. */
  uniform(): number
  /** A number of the normal distribution with mean 0 and standard deviation 1. */
  normal(): number
  /** An integer in [0, bound), every one as likely. */
  integer(bound: number): number
}

/**
 * A stream of random numbers (xoroshiro128+).
 * Streams of one seed with different purposes are independent,
 * so that a program that draws more for one purpose does not change what another gets.
 *
 * @param seed an integer in [0, 2^53)
 * @param purpose what the numbers are for, such as `noise`
 * @throws ParameterError `RANDOM_SEED`, `RANDOM_BOUND`
 */
export function createRandom(seed: number, purpose = ''): Random {
  const generator = xoroshiro128plusFromState(seedState(seed, purpose))
  const uniform = (): number => {
    const high = generator.next() >>> 5
    const low = generator.next() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }
  // In an array of its own: a variable would hold a new object for each number.
  const spare = new Float64Array(1)
  let isSpare = false
  return {
    uniform,
    // Marsaglia's polar method: two normal numbers from a point in the unit disc
    normal() {
      if (isSpare) {
        isSpare = false
        return spare[0]!
      }
      for (;;) {
        const x = 2 * uniform() - 1
        const y = 2 * uniform() - 1
        const square = x * x + y * y
        if (square >= 1 || square === 0) continue
        const scale = Math.sqrt((-2 * logarithm(square)) / square)
        spare[0] = y * scale
        isSpare = true
        return x * scale
      }
    },
    integer(bound) {
      if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw badBound(bound)
      const limit = 2 ** 32 - (2 ** 32 % bound)
      for (;;) {
        const word = generator.next() >>> 0
        if (word < limit) return word % bound
      }
    },
  }
}

function badBound(bound: number): ParameterError {
  return new ParameterError(`The bound of a random integer is ${bound}.`, {
    code: 'RANDOM_BOUND',
    given: bound,
    allowed: 'an integer from 1 to 2^32',
    hint: 'The integer is drawn from 0 to bound - 1.',
  })
}
