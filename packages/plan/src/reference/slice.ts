import type { SliceOperation } from '../plan/operation.js'
import { sizeOf } from '../plan/shape.js'
import { type StepMaker, shapeOf } from './step.js'

/** Channels `[from, from + result.channels)` of every sample. */
export const slice: StepMaker<SliceOperation> = ({ x, from, result }, plan) => {
  const shape = shapeOf(plan, x)
  const whole = sizeOf(shape)
  const part = sizeOf(shapeOf(plan, result))
  const start = from * shape.height * shape.width
  return ({ batch, values }) => {
    for (let n = 0; n < batch; n++) {
      values[result].set(values[x].subarray(n * whole + start, n * whole + start + part), n * part)
    }
  }
}
