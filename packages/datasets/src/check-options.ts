import { ParameterError, requireWhole } from '@numeural/errors'

/** More samples than this in one array are refused: 1 GiB of float32. */
export const sampleLimit = 2 ** 28

/** Refuses everything but a whole number in [least, most]. */
export function requireInteger(owner: string, option: string, value: unknown, least: number, most: number): number {
  requireWhole({ owner, option, code: 'PARAMETER_RANGE' }, value, { least, most })
  return value
}

/** Refuses a seed that is not a non-negative safe integer. */
export function requireSeed(owner: string, value: unknown, option = 'seed'): number {
  return requireInteger(owner, option, value, 0, Number.MAX_SAFE_INTEGER)
}

/** Refuses sizes whose product no array here should have. */
export function requireSampleCount(what: string, count: number, length: number): number {
  if (count * length <= sampleLimit) return count * length
  throw new ParameterError(`${what}: ${count} × ${length} samples are more than ${sampleLimit}.`, {
    code: 'PARAMETER_RANGE',
    given: count * length,
    allowed: `at most ${sampleLimit} samples`,
    hint: 'Make the data in several parts.',
  })
}
