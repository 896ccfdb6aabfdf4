import { firstBeyond, growthLimits } from '@numeural/core'
import { DivergenceError } from '@numeural/errors'

/**
 * Refuses a result that has left the finite numbers, or the range of the data by a thousand times.
 *
 * @param scale a range that the result may have whatever the data. Default: none
 * @throws DivergenceError `DENOISE_DIVERGED`
 */
export function refuseDivergence(data: ArrayLike<number>, result: ArrayLike<number>, scale = 0): void {
  const limits = growthLimits(data, scale)
  const broken = firstBeyond(result, limits)
  if (broken < 0) return
  const value = result[broken]!
  const range = `${limits.least.toPrecision(3)} to ${limits.most.toPrecision(3)}`
  throw new DivergenceError(`The iteration diverged: sample ${broken} is ${value}.`, {
    code: 'DENOISE_DIVERGED',
    given: value,
    allowed: `numbers within 1000 times the range of the data, here ${range}`,
    hint: 'Lower tau below the certified bound; certify() tells it.',
  })
}
