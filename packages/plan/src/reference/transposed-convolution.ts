import type { TransposedConvolutionOperation } from '../plan/operation.js'
import { type StepMaker, shapeOf } from './step.js'
import { createTapWalk } from './taps.js'

/** `Kᵀy`: every product of the convolution, from where it went back to where it came from. */
export const transposedConvolution: StepMaker<TransposedConvolutionOperation> = (
  { geometry, y, kernel, result },
  plan,
) => {
  const walk = createTapWalk(geometry, shapeOf(plan, y))
  return ({ batch, values }) => {
    const [v, k, out] = [values[y], values[kernel], values[result]]
    out.fill(0)
    walk(batch, (from, tap, to) => {
      out[to] += k[tap] * v[from]
    })
  }
}
