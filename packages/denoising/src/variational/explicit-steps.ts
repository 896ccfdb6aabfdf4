import { firstBeyond, growthLimits } from '@numeural/core'
import { DivergenceError } from '@numeural/errors'
import type { VariationalProblem } from './problem.js'
import type { Solution } from './solver.js'

/**
 * The implicit diffusion step of time α replaced by explicit ones of time α/steps: a diffusion network with as many
 * blocks (T20 sec. 3.3). It comes to rest nowhere; the residual tells how far it is from the minimiser.
 *
 * @throws DivergenceError `VARIATIONAL_DIVERGED` if the signal leaves its range by more than 1000 times that range
 */
export function explicitSteps(problem: VariationalProblem, steps: number, signal?: AbortSignal): Solution {
  const { f, alpha, gridSize } = problem
  const tau = alpha / steps
  const u = f.slice()
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
  const broken = firstBeyond(u, growthLimits(f))
  if (broken >= 0) throw diverged(broken, u[broken], tau)
  return { data: u, iterations: steps, residual: problem.residual(u, new Float64Array(f.length)) }
}

function diverged(sample: number, value: number, tau: number): DivergenceError {
  return new DivergenceError(`Explicit steps of ${tau} diverged: sample ${sample} is ${value}.`, {
    code: 'VARIATIONAL_DIVERGED',
    given: value,
    allowed: 'values within 1000 times the range of the signal',
    hint: 'Take more steps, so that each is smaller.',
  })
}
