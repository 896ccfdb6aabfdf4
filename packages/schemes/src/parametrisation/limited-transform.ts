import { ParameterError } from '@numeural/errors'
import { sigmoid } from './scalar-transform.js'
import type { Transform } from './transform.js'

/**
 * The share of a stability bound that a trained step may use at most: what rounding to float32 adds to τ and to the
 * kernel stays below it.
 */
export const usableShare = 1 - 1e-6

/**
 * Trained step sizes below a bound: τ = τ_max · sigmoid(x). The bound may depend on effective numbers written before
 * (through g_max of the nonlinearity); the gradient takes it as constant, which is exact wherever g_max does not move.
 *
 * @param limit reads τ_max from the effective buffer
 * @param share where to start, as a share of τ_max
 * @throws ParameterError `PARAMETER_START` if the share is not between 0 and 1
 */
export function limitedTransform(
  name: string,
  count: number,
  limit: (effective: Float64Array) => number,
  share: number,
): Transform {
  const start = Math.log(share / (1 - share))
  if (!Number.isFinite(start)) {
    throw new ParameterError(`The trained step size '${name}' cannot start at ${share} times its stability bound.`, {
      code: 'PARAMETER_START',
      given: share,
      allowed: 'a share strictly between 0 and 1',
      hint: `Start '${name}' below its stability bound, or do not train it.`,
    })
  }
  return {
    domain: 'nonnegative',
    rawLength: count,
    length: count,
    initial: () => Array.from({ length: count }, () => start),
    at: ({ raw, rawOffset, effective, offset, rawGradient }) => ({
      forward() {
        const maximum = usableShare * limit(effective)
        for (let i = 0; i < count; i++) effective[offset + i] = maximum * sigmoid(raw[rawOffset + i]!)
      },
      pull(gradient) {
        for (let i = 0; i < count; i++) {
          const slope = effective[offset + i]! * sigmoid(-raw[rawOffset + i]!)
          rawGradient[rawOffset + i] = gradient[offset + i]! * slope
        }
      },
    }),
  }
}
