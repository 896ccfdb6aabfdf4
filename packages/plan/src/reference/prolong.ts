import type { ProlongOperation } from '../plan/operation.js'
import { type StepMaker, shapeOf } from './step.js'
import { createTransferWalk } from './transfer-walk.js'

/** `scale · P x`, interpolated along each axis. */
export const prolong: StepMaker<ProlongOperation> = ({ transfer, scale, x, result }, plan) => {
  const walk = createTransferWalk(transfer, shapeOf(plan, result), shapeOf(plan, x))
  return ({ batch, values }) => {
    const [u, out] = [values[x], values[result]]
    out.fill(0)
    walk(batch, (fine, coarse, weight) => {
      out[fine] += scale * weight * u[coarse]
    })
  }
}
