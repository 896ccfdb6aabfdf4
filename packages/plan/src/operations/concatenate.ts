import { expectSameSpace } from '../values/checks.js'
import { shapeError } from '../values/plan-errors.js'
import { type SignalShape, sizeOf } from '../values/shape.js'
import { shapeOf } from '../values/shape-of.js'
import { channelOf, type Signal, type ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** Signals of equal height and width, one behind the other along the channels. */
export interface ConcatenateOperation {
  readonly op: 'concatenate'
  readonly xs: readonly ValueId[]
  readonly result: ValueId
}

export function addConcatenate(draft: Draft<ConcatenateOperation>, xs: readonly Signal[]): Signal {
  const result = draft.newSignal(concatenatedShape(xs.map((x) => draft.signal(x.id).shape)))
  draft.add({ op: 'concatenate', xs: xs.map((x) => x.id), result: result.id })
  return result
}

function concatenatedShape(shapes: readonly SignalShape[]): SignalShape {
  const [first] = shapes
  if (first === undefined) {
    throw shapeError('PLAN_CONCATENATE', 'no signal', 'one or more signals', 'Give the signals to concatenate.')
  }
  for (const shape of shapes) expectSameSpace(first, shape)
  return { ...first, channels: shapes.reduce((sum, { channels }) => sum + channels, 0) }
}

export const concatenate: Definition<ConcatenateOperation> = {
  reads: ({ xs }) => [...xs],
  results: ({ result }) => [result],

  /** The channels of the first signal, then of the second, …, in every sample. */
  step({ xs, result }, plan) {
    const whole = sizeOf(shapeOf(plan, result))
    const parts = xs.map((x) => ({ x, size: sizeOf(shapeOf(plan, x)) }))
    return ({ batch, values }) => {
      for (let n = 0; n < batch; n++) {
        let to = n * whole
        for (const { x, size } of parts) {
          values[result]!.set(values[x]!.subarray(n * size, (n + 1) * size), to)
          to += size
        }
      }
    }
  },

  /** Every signal gets its channels of the adjoint. */
  adjoint({ xs, result }, adjoints) {
    const { builder } = adjoints
    const upstream = adjoints.signal(result)
    let from = 0
    for (const x of xs) {
      const { channels } = builder.signal(x).shape
      if (adjoints.isActive(x)) {
        adjoints.addTerms(x, [[channels === 1 ? channelOf(upstream, from) : builder.slice(upstream, from, channels)]])
      }
      from += channels
    }
  },
}
