import type { ConvolutionOperation } from '../plan/operation.js'
import { type StepMaker, shapeOf } from './step.js'
import { createTapWalk } from './taps.js'

/** `(Kx)[o, y, x] = Σ k[o, i, a, b] · x[i, y + a − centreY, x + b − centreX]` under the boundary rule. */
export const convolution: StepMaker<ConvolutionOperation> = ({ geometry, x, kernel, result }, plan) => {
  const walk = createTapWalk(geometry, shapeOf(plan, x))
  return ({ batch, values }) => {
    const [u, k, out] = [values[x], values[kernel], values[result]]
    out.fill(0)
    walk(batch, (to, tap, from) => {
      out[to] += k[tap] * u[from]
    })
  }
}
