import type { ConcatenateOperation } from '../plan/operation.js'
import { sizeOf } from '../plan/shape.js'
import { type StepMaker, shapeOf } from './step.js'

/** The channels of the first signal, then of the second, …, in every sample. */
export const concatenate: StepMaker<ConcatenateOperation> = ({ xs, result }, plan) => {
  const whole = sizeOf(shapeOf(plan, result))
  const parts = xs.map((x) => ({ x, size: sizeOf(shapeOf(plan, x)) }))
  return ({ batch, values }) => {
    for (let n = 0; n < batch; n++) {
      let to = n * whole
      for (const { x, size } of parts) {
        values[result].set(values[x].subarray(n * size, (n + 1) * size), to)
        to += size
      }
    }
  }
}
