import { createIteration } from '@numeural/core'
import type { Solver } from './solver.js'
import { solveTridiagonal } from './tridiagonal.js'

/** Halvings of a Newton step before it counts as too short to help. */
const mostHalvings = 40

/**
 * Newton's method with a line search on the energy:
 * every iteration solves (I + αKᵀ diag(max(Φ'(Ku), 0)) K) d = −residual.
 * Quadratic convergence for smooth monotone fluxes; where Φ falls, its slope is taken as 0, so that d points downhill.
 */
export const newton: Solver = (problem, start, limits) => {
  const { f, alpha, gridSize } = problem
  let u = start.slice()
  let trial = new Float64Array(f.length)
  const weights = new Float64Array(Math.max(0, f.length - 1))
  const [ratio, gradient, step] = [new Float64Array(f.length), new Float64Array(f.length), new Float64Array(f.length)]
  let energy = problem.energy(u)
  const iteration = createIteration(limits)
  for (;;) {
    limits.signal?.throwIfAborted()
    const stopped = iteration.enter({ residual: problem.residual(u, gradient) })
    if (stopped !== null) return { data: u, ...iteration.result(stopped) }
    for (let i = 0; i < weights.length; i++) {
      const slope = problem.fluxDerivative((u[i + 1] - u[i]) / gridSize)
      weights[i] = (alpha / gridSize ** 2) * Math.max(slope, 0)
    }
    for (let i = 0; i < step.length; i++) step[i] = -gradient[i]
    solveTridiagonal(weights, step, ratio)
    // The energy's gradient is twice the residual.
    const decrease = 2 * step.reduce((sum, value, i) => sum + value * gradient[i], 0)
    let length = 1
    let next = Number.NaN
    for (let halving = 0; halving < mostHalvings; halving++, length /= 2) {
      for (let i = 0; i < u.length; i++) trial[i] = u[i] + length * step[i]
      next = problem.energy(trial)
      // Close to the minimum differences of energies drown in rounding.
      if (next <= energy + 1e-4 * length * decrease + 1e-14 * Math.abs(energy)) break
    }
    if (!(next <= energy + 1e-14 * Math.abs(energy))) return { data: u, ...iteration.result('stagnation') }
    ;[u, trial] = [trial, u]
    energy = next
  }
}
