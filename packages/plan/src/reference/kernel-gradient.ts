import type { KernelGradientOperation } from '../plan/operation.js'
import { type StepMaker, shapeOf } from './step.js'
import { createTapWalk } from './taps.js'

/** `∂⟨y, Kx⟩/∂k`, summed over the batch. */
export const kernelGradient: StepMaker<KernelGradientOperation> = ({ geometry, x, y, result }, plan) => {
  const walk = createTapWalk(geometry, shapeOf(plan, x))
  return ({ batch, values }) => {
    const [u, v, out] = [values[x], values[y], values[result]]
    out.fill(0)
    walk(batch, (to, tap, from) => {
      out[tap] += v[to] * u[from]
    })
  }
}
