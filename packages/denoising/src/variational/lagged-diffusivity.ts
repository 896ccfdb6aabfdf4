import { createIteration } from '@numeural/core'
import type { Solver } from './solver.js'
import { solveTridiagonal } from './tridiagonal.js'

/**
 * Lagged diffusivity: every iteration solves (I + αKᵀ diag(g(Ku)) K) u⁺ = f.
 * Where g ≥ 0 falls with |r| the energy never grows (a quadratic function above it is minimised);
 * convergence is linear.
 *
 * Source: Vogel, Oman 1996.
 */
export const laggedDiffusivity: Solver = (problem, start, limits) => {
  const { f, alpha, gridSize } = problem
  const u = start.slice()
  const weights = new Float64Array(Math.max(0, f.length - 1))
  const [ratio, scratch] = [new Float64Array(f.length), new Float64Array(f.length)]
  const iteration = createIteration(limits)
  for (;;) {
    limits.signal?.throwIfAborted()
    const stopped = iteration.enter({ residual: problem.residual(u, scratch) })
    if (stopped !== null) return { data: u, ...iteration.result(stopped) }
    for (let i = 0; i < weights.length; i++) {
      weights[i] = (alpha / gridSize ** 2) * problem.diffusivity((u[i + 1]! - u[i]!) / gridSize)
    }
    u.set(f)
    solveTridiagonal(weights, u, ratio)
  }
}
