import { notDifferentiable } from '../adjoints/not-differentiable.js'
import { describeShape } from '../values/checks.js'
import { shapeError } from '../values/plan-errors.js'
import { type SignalShape, sameShape, sizeOf } from '../values/shape.js'
import { shapeOf } from '../values/shape-of.js'
import type { SampleScalar, Signal, ValueId, Vector } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/**
 * Reduction, accumulated in float64 in an order that depends on shapes only.
 * `sum` of x, `dot` of x and y, `maximum` of x;
 * over `all` (vector of length 1), per `channel` (vector, over batch and space;
 * not for maximum) or per `sample` (one number per sample).
 */
export interface ReduceOperation {
  readonly op: 'reduce'
  readonly kind: 'sum' | 'dot' | 'maximum'
  readonly over: 'all' | 'channel' | 'sample'
  readonly x: ValueId
  readonly y?: ValueId
  readonly result: ValueId
}

/** A reduction over everything, or per channel: a vector. */
export function addReduction(
  draft: Draft<ReduceOperation>,
  kind: ReduceOperation['kind'],
  over: 'all' | 'channel',
  x: Signal,
  y?: Signal,
): Vector {
  checkReduction(kind, draft.signal(x.id).shape, y && draft.signal(y.id).shape)
  const result = draft.newVector(over === 'all' ? 1 : x.shape.channels)
  draft.add({ op: 'reduce', kind, over, x: x.id, ...(y && { y: y.id }), result: result.id })
  return result
}

/** A reduction per sample: one number for each. */
export function addReductionPerSample(
  draft: Draft<ReduceOperation>,
  kind: ReduceOperation['kind'],
  x: Signal,
  y?: Signal,
): SampleScalar {
  checkReduction(kind, draft.signal(x.id).shape, y && draft.signal(y.id).shape)
  const result = draft.newSample()
  draft.add({ op: 'reduce', kind, over: 'sample', x: x.id, ...(y && { y: y.id }), result: result.id })
  return result
}

/** Refuses operands that a reduction does not take. */
function checkReduction(kind: ReduceOperation['kind'], x: SignalShape, y: SignalShape | undefined): void {
  if (y === undefined ? kind !== 'dot' : kind === 'dot' && sameShape(x, y)) return
  throw shapeError(
    'PLAN_REDUCTION',
    `${kind} of ${describeShape(x)}${y ? ` and ${describeShape(y)}` : ''}`,
    'two signals of one shape for dot, one signal otherwise',
    'Check the operands.',
  )
}

export const reduce: Definition<ReduceOperation> = {
  reads: ({ x, y }) => (y === undefined ? [x] : [x, y]),
  results: ({ result }) => [result],

  /** Sum, inner product or maximum (NaN if any value is), sample by sample, channel by channel, pixel by pixel. */
  step({ kind, over, x, y, result }, plan) {
    const shape = shapeOf(plan, x)
    const pixels = shape.height * shape.width
    return ({ batch, values }) => {
      const [u, out] = [values[x]!, values[result]!]
      const v = y === undefined ? undefined : values[y]
      out.fill(kind === 'maximum' ? -Infinity : 0)
      for (let index = 0; index < batch * sizeOf(shape); index++) {
        const plane = Math.floor(index / pixels)
        const to = over === 'all' ? 0 : over === 'channel' ? plane % shape.channels : Math.floor(plane / shape.channels)
        const value = v === undefined ? u[index]! : u[index]! * v[index]!
        out[to] = kind === 'maximum' ? Math.max(out[to]!, value) : out[to]! + value
      }
    }
  },

  /** `x̄ = s̄` for a sum, `x̄ = s̄·y` and `ȳ = s̄·x` for an inner product, s̄ broadcast over what was summed. */
  adjoint({ kind, over, x, y, result }, adjoints) {
    if (kind === 'maximum') throw notDifferentiable('maximum')
    const { builder } = adjoints
    const upstream = adjoints.reductionTerms(result, over)
    if (y === undefined) {
      adjoints.addTerms(x, upstream)
      return
    }
    adjoints.addTerms(
      x,
      upstream.map((term) => [...term, builder.signal(y)]),
    )
    adjoints.addTerms(
      y,
      upstream.map((term) => [...term, builder.signal(x)]),
    )
  },
}
