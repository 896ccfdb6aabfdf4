import { checkTransfer, checkTransferOptions, type Transfer, type TransferOptions } from '../geometry/transfer.js'
import { createTransferWalk } from '../geometry/transfer-walk.js'
import { shapeOf } from '../values/shape-of.js'
import type { Signal, ValueId } from '../values/value.js'
import type { Definition } from './definition.js'
import type { Draft } from './draft.js'

/** `result = scale · P x`, from x's grid to the result's. */
export interface ProlongOperation {
  readonly op: 'prolong'
  readonly transfer: Transfer
  readonly scale: number
  readonly x: ValueId
  readonly result: ValueId
}

export function addProlong(draft: Draft<ProlongOperation>, x: Signal, options: TransferOptions): Signal {
  checkTransferOptions(options)
  const { transfer, scale = 1, ...size } = options
  const coarse = draft.signal(x.id).shape
  const fine = { ...coarse, ...size }
  checkTransfer(transfer, fine, coarse, scale)
  const result = draft.newSignal(fine)
  draft.add({ op: 'prolong', transfer, scale, x: x.id, result: result.id })
  return result
}

export const prolong: Definition<ProlongOperation> = {
  reads: ({ x }) => [x],
  results: ({ result }) => [result],

  /** Interpolated along each axis. */
  step({ transfer, scale, x, result }, plan) {
    const walk = createTransferWalk(transfer, shapeOf(plan, result), shapeOf(plan, x))
    return ({ batch, values }) => {
      const [u, out] = [values[x]!, values[result]!]
      out.fill(0)
      walk(batch, (fine, coarse, weight) => {
        out[fine]! += scale * weight * u[coarse]!
      })
    }
  },

  /** `x̄ = sPᵀȳ`. */
  adjoint({ transfer, scale, x, result }, adjoints) {
    const { builder } = adjoints
    const { height, width } = builder.signal(x).shape
    adjoints.addTerms(x, [[builder.restrict(adjoints.signal(result), { transfer, scale, height, width })]])
  },
}
