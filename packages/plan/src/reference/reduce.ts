import type { ReduceOperation } from '../plan/operation.js'
import { sizeOf } from '../plan/shape.js'
import { type StepMaker, shapeOf } from './step.js'

/** Sum, inner product or maximum (NaN if any value is), sample by sample, channel by channel, pixel by pixel. */
export const reduce: StepMaker<ReduceOperation> = ({ kind, over, x, y, result }, plan) => {
  const shape = shapeOf(plan, x)
  const pixels = shape.height * shape.width
  return ({ batch, values }) => {
    const [u, out] = [values[x], values[result]]
    const v = y === undefined ? undefined : values[y]
    out.fill(kind === 'maximum' ? -Infinity : 0)
    for (let index = 0; index < batch * sizeOf(shape); index++) {
      const plane = Math.floor(index / pixels)
      const to = over === 'all' ? 0 : over === 'channel' ? plane % shape.channels : Math.floor(plane / shape.channels)
      const value = v === undefined ? u[index] : u[index] * v[index]
      out[to] = kind === 'maximum' ? Math.max(out[to], value) : out[to] + value
    }
  }
}
