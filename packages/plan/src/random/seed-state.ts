import { ParameterError } from '@numeural/errors'

/** Mixes 32 bits so that each depends on all (the finaliser of MurmurHash3). */
function mix(word: number): number {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}

/**
 * 128 bits that depend on all of a seed and of a purpose: four FNV-1a hashes with different starts, mixed and chained.
 *
 * @param seed an integer in [0, 2^53)
 * @throws ParameterError `RANDOM_SEED`
 */
export function seedState(seed: number, purpose: string): [number, number, number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new ParameterError(`The seed is ${String(seed)}.`, {
      code: 'RANDOM_SEED',
      given: seed,
      allowed: 'an integer from 0 to 2^53 - 1',
      hint: 'Give a whole number; the same seed gives the same numbers everywhere.',
    })
  }
  const words = [seed % 2 ** 32, Math.floor(seed / 2 ** 32), purpose.length]
  for (let k = 0; k < purpose.length; k++) words.push(purpose.charCodeAt(k))
  const state: [number, number, number, number] = [0, 0, 0, 0]
  let previous = 0x9e3779b9
  for (let part = 0; part < 4; part++) {
    let hash = mix(0x811c9dc5 ^ mix(previous + part))
    for (const word of words) hash = Math.imul(mix(hash ^ word), 0x01000193)
    previous = state[part] = mix(hash)
  }
  // xoroshiro128+ stays at zero for ever if all bits are zero
  if (state.every((word) => word === 0)) state[0] = 1
  return state
}
