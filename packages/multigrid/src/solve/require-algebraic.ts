import { type Option, refused } from '@numeural/errors'
import type { Problem } from '../problem/problem.js'
import type { SolverOptions } from './options.js'

const option = (name: string): Option => ({ owner: 'createSolver', option: name, code: 'MULTIGRID_OPTION' })

/** What algebraic multigrid chooses by itself. */
const chosenFromNumbers = ['smoother', 'levels', 'transfer', 'coarse'] as const

/**
 * Refuses what does not go with coarse levels that are made from the numbers of the matrix alone.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 */
export function requireAlgebraic(problem: Problem, options: SolverOptions): void {
  const where = "with coarsening: 'algebraic'"
  if (!problem.linear) {
    throw refused(option('coarsening'), 'algebraic', 'rediscretisation, where the problem is not linear')
  }
  for (const name of chosenFromNumbers) {
    if (options[name] !== undefined)
      throw refused(option(name), options[name], `nothing, ${where}`, `Leave ${name} out.`)
  }
  const { cycle = 'V', form = 'correction', dtype = 'float64' } = options
  if (cycle !== 'V' && cycle !== 'W') throw refused(option('cycle'), cycle, `V or W, ${where}`)
  if (form !== 'correction') throw refused(option('form'), form, `correction, ${where}`, 'Leave the form out.')
  if (dtype !== 'float64') throw refused(option('dtype'), dtype, `float64, ${where}`, 'Leave dtype out.')
}
