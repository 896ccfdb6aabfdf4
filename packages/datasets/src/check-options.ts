import { ParameterError } from '@numeural/errors'

/** More samples than this in one array are refused: 1 GiB of float32. */
export const sampleLimit = 2 ** 28

/** Refuses everything but an integer in [lowest, highest]. */
export function requireInteger(name: string, value: unknown, lowest: number, highest: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest) return value
  throw new ParameterError(`${name} is ${String(value)}: it must be an integer from ${lowest} to ${highest}`, {
    code: 'PARAMETER_RANGE',
    given: value,
    allowed: `an integer from ${lowest} to ${highest}`,
  })
}

/** Refuses a seed that is not a non-negative safe integer. */
export function requireSeed(name: string, value: unknown): number {
  return requireInteger(name, value, 0, Number.MAX_SAFE_INTEGER)
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
