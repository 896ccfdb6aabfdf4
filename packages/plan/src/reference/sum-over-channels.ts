import type { SumOverChannelsOperation } from '../plan/operation.js'
import { type StepMaker, shapeOf } from './step.js'

/** `result[0, y, x] = Σ_c x[c, y, x]`, channel 0 first. */
export const sumOverChannels: StepMaker<SumOverChannelsOperation> = ({ x, result }, plan) => {
  const { channels, height, width } = shapeOf(plan, x)
  const pixels = height * width
  return ({ batch, values }) => {
    const [u, out] = [values[x], values[result]]
    for (let n = 0; n < batch; n++) {
      for (let p = 0; p < pixels; p++) {
        let sum = 0
        for (let c = 0; c < channels; c++) sum += u[(n * channels + c) * pixels + p]
        out[n * pixels + p] = sum
      }
    }
  }
}
