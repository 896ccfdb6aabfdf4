import { ParameterError } from '@numeural/errors'
import { usableShare } from './limited-transform.js'
import type { Transform } from './transform.js'

/**
 * Trained numbers above a stability bound: minimum + exp(x).
 * As with `limitedTransform`, the bound may depend on effective numbers written before,
 * and the gradient takes it as constant.
 *
 * @param minimum reads the bound from the effective buffer
 * @param excess how far above the bound to start
 * @throws ParameterError `PARAMETER_START` if that is not above
 */
export function raisedTransform(
  name: string,
  count: number,
  minimum: (effective: Float64Array) => number,
  excess: number,
): Transform {
  const start = Math.log(excess)
  if (!Number.isFinite(start)) {
    throw new ParameterError(`The trained parameter '${name}' cannot start at ${excess} above its stability bound.`, {
      code: 'PARAMETER_START',
      given: excess,
      allowed: 'more than the bound',
      hint: `Start '${name}' above its stability bound, or do not train it.`,
    })
  }
  return {
    rawLength: count,
    length: count,
    initial: () => Array.from({ length: count }, () => start),
    at: ({ raw, rawOffset, effective, offset, rawGradient }) => ({
      forward() {
        const bound = minimum(effective) / usableShare
        for (let i = 0; i < count; i++) effective[offset + i] = bound + Math.exp(raw[rawOffset + i]!)
      },
      pull(gradient) {
        for (let i = 0; i < count; i++)
          rawGradient[rawOffset + i] = gradient[offset + i]! * Math.exp(raw[rawOffset + i]!)
      },
    }),
  }
}
