import type { VariationalProblem } from './problem.js'
import type { Solution } from './solver.js'

/**
 * The implicit diffusion step of time α replaced by explicit ones of time α/steps: a diffusion network with as many
 * blocks (T20 sec. 3.3). It comes to rest nowhere; the residual tells how far it is from the minimiser,
 * and the history holds those of the first and the last signal.
 */
export function explicitSteps(problem: VariationalProblem, steps: number, signal?: AbortSignal): Solution {
  const { f, alpha, gridSize } = problem
  const tau = alpha / steps
  const u = f.slice()
  const scratch = new Float64Array(f.length)
  const initial = problem.residual(u, scratch)
  const last = u.length - 1
  for (let step = 0; step < steps; step++) {
    signal?.throwIfAborted()
    let left = 0
    for (let i = 0; i <= last; i++) {
      const right = i < last ? problem.flux((u[i + 1] - u[i]) / gridSize) : 0
      u[i] -= tau * ((left - right) / gridSize)
      left = right
    }
  }
  const final = problem.residual(u, scratch)
  const history = [{ residual: initial }, { residual: final }]
  return { data: u, iterations: steps, residual: { initial, final }, stopped: 'limit', history }
}
