import { GraphBuilder } from '@numeural/formula'
import type { Operator } from './solvers/evaluation.js'
import type { Stencil } from './stencil.js'

/** Homogeneous diffusion, D = I: the linear equation (1 − c)Δu − c(u − f) = 0. */
export function homogeneousOperator(stencil: Stencil, gridSize: number): Operator {
  const builder = new GraphBuilder()
  const one = builder.constant(1)
  return { tensor: builder.finish([one, builder.constant(0), one]), stencil, sigma: 0, gridSize }
}
