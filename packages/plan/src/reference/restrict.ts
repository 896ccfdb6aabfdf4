import type { RestrictOperation } from '../plan/operation.js'
import { type StepMaker, shapeOf } from './step.js'
import { createTransferWalk } from './transfer-walk.js'

/** `scale · Pᵀ x`: every product of the prolongation, from where it went back to where it came from. */
export const restrict: StepMaker<RestrictOperation> = ({ transfer, scale, x, result }, plan) => {
  const walk = createTransferWalk(transfer, shapeOf(plan, x), shapeOf(plan, result))
  return ({ batch, values }) => {
    const [u, out] = [values[x], values[result]]
    out.fill(0)
    walk(batch, (fine, coarse, weight) => {
      out[coarse] += scale * weight * u[fine]
    })
  }
}
