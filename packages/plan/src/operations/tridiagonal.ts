import { requireKnown } from '@numeural/errors'
import type { Operators } from '../adjoints/operators.js'
import { parameterError, shapeError } from '../values/plan-errors.js'
import { sameShape } from '../values/shape.js'
import { shapeOf } from '../values/shape-of.js'
import type { TridiagonalOptions } from '../values/tridiagonal-options.js'
import type { Signal, ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** `T result = b` on every line along an axis; T has the three coefficients of every value in its row. */
export interface TridiagonalOperation {
  readonly op: 'tridiagonal'
  readonly axis: 'x' | 'y'
  readonly b: ValueId
  readonly lower: ValueId
  readonly diagonal: ValueId
  readonly upper: ValueId
  readonly result: ValueId
}

const known = { axis: true, lower: true, diagonal: true, upper: true } satisfies Record<keyof TridiagonalOptions, true>

export function addTridiagonal(draft: Draft<TridiagonalOperation>, b: Signal, options: TridiagonalOptions): Signal {
  requireKnown({ owner: 'PlanBuilder', code: 'PLAN_TRIDIAGONAL' }, options, known)
  const { axis } = options
  if (axis !== 'x' && axis !== 'y') {
    throw parameterError('PLAN_AXIS', `axis '${String(axis)}'`, ['x', 'y'], 'Lines go along rows or columns.')
  }
  const { shape } = draft.signal(b.id)
  for (const name of ['lower', 'diagonal', 'upper'] as const) {
    const { channels, height, width } = draft.signal(options[name].id).shape
    if (sameShape(shape, { channels, height, width })) continue
    throw shapeError(
      'PLAN_TRIDIAGONAL',
      `a coefficient '${name}' of ${channels}×${height}×${width}`,
      `${shape.channels}×${shape.height}×${shape.width}, as the right-hand side`,
      'Every value has three coefficients of its own.',
    )
  }
  const result = draft.newSignal(shape)
  const { lower, diagonal, upper } = options
  draft.add({
    op: 'tridiagonal',
    axis,
    b: b.id,
    lower: lower.id,
    diagonal: diagonal.id,
    upper: upper.id,
    result: result.id,
  })
  return result
}

export const tridiagonal: Definition<TridiagonalOperation> = {
  reads: ({ b, lower, diagonal, upper }) => [b, lower, diagonal, upper],
  results: ({ result }) => [result],

  /** Elimination without pivots (Thomas), from the first value of a line to the last and back. */
  step(operation, plan) {
    const { channels, height, width } = shapeOf(plan, operation.result)
    const [length, stride] = operation.axis === 'x' ? [width, 1] : [height, width]
    const [lines, apart] = operation.axis === 'x' ? [height, width] : [width, 1]
    const ratios = new Float64Array(length)
    return ({ batch, values }) => {
      const [lower, diagonal, upper] = [operation.lower, operation.diagonal, operation.upper].map((id) => values[id]!)
      const [b, out] = [values[operation.b]!, values[operation.result]!]
      for (let plane = 0; plane < batch * channels; plane++) {
        for (let line = 0; line < lines; line++) {
          const first = plane * height * width + line * apart
          for (let k = 0; k < length; k++) {
            const at = first + k * stride
            const isFirst = k === 0
            const pivot = diagonal![at]! - (isFirst ? 0 : lower![at]! * ratios[k - 1]!)
            ratios[k] = upper![at]! / pivot
            out[at] = (b[at]! - (isFirst ? 0 : lower![at]! * out[at - stride]!)) / pivot
          }
          for (let k = length - 2; k >= 0; k--) {
            const at = first + k * stride
            out[at]! -= ratios[k]! * out[at + stride]!
          }
        }
      }
    }
  },

  /** `b̄ = T⁻ᵀȳ`; the coefficients of value i have `−b̄_i` times the value that they multiply. */
  adjoint({ axis, result, ...ids }, adjoints) {
    const { builder } = adjoints
    const y = builder.signal(result)
    const [lower, diagonal, upper] = [ids.lower, ids.diagonal, ids.upper].map((id) => builder.signal(id))
    const transposed = {
      axis,
      lower: neighbour(builder, upper!, axis, -1),
      diagonal: diagonal!,
      upper: neighbour(builder, lower!, axis, 1),
    }
    const b = builder.tridiagonal(adjoints.signal(result), transposed)
    adjoints.addTerms(ids.b, [[b]])
    const contribute = (id: ValueId, side: -1 | 0 | 1): void => {
      if (!adjoints.isActive(id)) return
      const factor = side === 0 ? y : neighbour(builder, y, axis, side)
      adjoints.addTerms(id, [[builder.map('-b*y', { b, y: factor })]])
    }
    contribute(ids.lower, -1)
    contribute(ids.diagonal, 0)
    contribute(ids.upper, 1)
  },
}

/** The value before (−1) or behind (1) along an axis; zero beyond the ends. */
function neighbour(builder: Operators, x: Signal, axis: 'x' | 'y', side: -1 | 1): Signal {
  const { channels } = x.shape
  const entries = side === 1 ? [0, 1] : [1, 0]
  const numbers = Array.from({ length: channels * channels }, (_, pair) =>
    entries.map((entry) => `${pair % (channels + 1) === 0 ? entry : 0}`),
  )
  const centre = side === 1 ? 0 : 1
  const size = axis === 'x' ? { width: 2, centreX: centre } : { width: 1, height: 2, centreY: centre }
  const options = { ...size, outputChannels: channels, boundary: 'zero' } as const
  return builder.convolution(x, builder.scalars(numbers.flat(), {}), options)
}
