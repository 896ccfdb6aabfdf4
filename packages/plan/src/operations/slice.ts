import { shapeError } from '../values/plan-errors.js'
import { type SignalShape, sizeOf } from '../values/shape.js'
import { shapeOf } from '../values/shape-of.js'
import type { Signal, ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** Channels `[from, from + result.channels)` of x. */
export interface SliceOperation {
  readonly op: 'slice'
  readonly x: ValueId
  readonly from: number
  readonly result: ValueId
}

export function addSlice(draft: Draft<SliceOperation>, x: Signal, from: number, count: number): Signal {
  const { shape } = draft.signal(x.id)
  checkSlice(shape, from, count)
  const result = draft.newSignal({ ...shape, channels: count })
  draft.add({ op: 'slice', x: x.id, from, result: result.id })
  return result
}

/** Refuses channels that the signal has not. */
function checkSlice(shape: SignalShape, from: number, count: number): void {
  const integers = Number.isInteger(from) && Number.isInteger(count)
  if (integers && from >= 0 && count >= 1 && from + count <= shape.channels) return
  throw shapeError(
    'PLAN_SLICE',
    `${count} channels from ${from} on`,
    `a part of the ${shape.channels} channels`,
    'Slice inside the signal.',
  )
}

export const slice: Definition<SliceOperation> = {
  reads: ({ x }) => [x],
  results: ({ result }) => [result],

  step({ x, from, result }, plan) {
    const shape = shapeOf(plan, x)
    const whole = sizeOf(shape)
    const part = sizeOf(shapeOf(plan, result))
    const start = from * shape.height * shape.width
    return ({ batch, values }) => {
      for (let n = 0; n < batch; n++) {
        values[result]!.set(values[x]!.subarray(n * whole + start, n * whole + start + part), n * part)
      }
    }
  },

  /** The adjoint of a slice goes to the channels that were read. */
  adjoint({ x, from, result }, adjoints) {
    adjoints.addChannels(x, from, adjoints.signal(result))
  },
}
