import {
  averagingScale,
  checkTransfer,
  checkTransferOptions,
  coarseLength,
  type Transfer,
  type TransferOptions,
} from '../geometry/transfer.js'
import { createTransferWalk } from '../geometry/transfer-walk.js'
import { shapeOf } from '../values/shape-of.js'
import type { Signal, ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** `result = scale · Pᵀ x`, the exact transpose of the prolongation from the result's grid to x's. */
export interface RestrictOperation {
  readonly op: 'restrict'
  readonly transfer: Transfer
  readonly scale: number
  readonly x: ValueId
  readonly result: ValueId
}

export function addRestrict(draft: Draft<RestrictOperation>, x: Signal, options: TransferOptions): Signal {
  checkTransferOptions(options)
  const { transfer, scale, ...size } = options
  const fine = draft.signal(x.id).shape
  const { height = coarseLength(transfer, fine.height), width = coarseLength(transfer, fine.width) } = size
  const coarse = { channels: fine.channels, height, width }
  const factor = scale ?? averagingScale(transfer, fine, coarse)
  checkTransfer(transfer, fine, coarse, factor)
  const result = draft.newSignal(coarse)
  draft.add({ op: 'restrict', transfer, scale: factor, x: x.id, result: result.id })
  return result
}

export const restrict: Definition<RestrictOperation> = {
  reads: ({ x }) => [x],
  results: ({ result }) => [result],

  /** Every product of the prolongation, from where it went back to where it came from. */
  step({ transfer, scale, x, result }, plan) {
    const walk = createTransferWalk(transfer, shapeOf(plan, x), shapeOf(plan, result))
    return ({ batch, values }) => {
      const [u, out] = [values[x]!, values[result]!]
      out.fill(0)
      walk(batch, (fine, coarse, weight) => {
        out[coarse]! += scale * weight * u[fine]!
      })
    }
  },

  /** `x̄ = sPȳ`. */
  adjoint({ transfer, scale, x, result }, adjoints) {
    const { builder } = adjoints
    const { height, width } = builder.signal(x).shape
    adjoints.addTerms(x, [[builder.prolong(adjoints.signal(result), { transfer, scale, height, width })]])
  },
}
