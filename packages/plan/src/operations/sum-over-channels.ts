import { shapeOf } from '../values/shape-of.js'
import { channelOf, elementOf, type Operand, type Signal, type ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** `result[0, y, x] = Σ_c x[c, y, x]`: from C channels to one. */
export interface SumOverChannelsOperation {
  readonly op: 'sum-over-channels'
  readonly x: ValueId
  readonly result: ValueId
}

export function addSumOverChannels(draft: Draft<SumOverChannelsOperation>, x: Signal): Signal {
  const result = draft.newSignal({ ...draft.signal(x.id).shape, channels: 1 })
  draft.add({ op: 'sum-over-channels', x: x.id, result: result.id })
  return result
}

export const sumOverChannels: Definition<SumOverChannelsOperation> = {
  reads: ({ x }) => [x],
  results: ({ result }) => [result],

  /** Channel 0 first. */
  step({ x, result }, plan) {
    const { channels, height, width } = shapeOf(plan, x)
    const pixels = height * width
    return ({ batch, values }) => {
      const [u, out] = [values[x]!, values[result]!]
      for (let n = 0; n < batch; n++) {
        for (let p = 0; p < pixels; p++) {
          let sum = 0
          for (let c = 0; c < channels; c++) sum += u[(n * channels + c) * pixels + p]!
          out[n * pixels + p] = sum
        }
      }
    }
  },

  /** The adjoint of the sum is that of every channel: its single channel is read for all of them. */
  adjoint({ x, result }, adjoints) {
    adjoints.addTerms(
      x,
      adjoints.terms(result).map((term) => term.map(broadcast)),
    )
  },
}

function broadcast(operand: Operand): Operand {
  if (operand.kind === 'signal') return channelOf(operand, 0)
  return operand.kind === 'vector' ? elementOf(operand, 0) : operand
}
