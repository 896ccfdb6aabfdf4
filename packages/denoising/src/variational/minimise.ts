import { levelSearch } from './level-search.js'
import type { VariationalProblem } from './problem.js'
import type { Solution, Solver } from './solver.js'
import { truncationOf } from './truncation.js'
import { weakString } from './weak-string.js'

/** Energies on the way. */
export interface VariationalEnergies {
  /** Of the data. */
  readonly input: number
  /** At the end of the way downhill from the data. */
  readonly descent: number
  /** At the end of the way downhill from what the search found; null if there was none. */
  readonly search: number | null
}

/**
 * How the minimum was looked for: downhill from the data (`descent`, which finds the only one where the energy is
 * convex), also from the weak string, or from the best signal of discrete levels.
 */
export type VariationalSearch = 'descent' | 'weak-string' | 'levels'

/** A solution, and how good the others were. */
export interface Minimum {
  readonly solution: Solution
  readonly search: VariationalSearch
  readonly energies: VariationalEnergies
}

/**
 * The lowest of the minima that descents from the data and, if the energy may not be convex, from a search reach.
 * One that has met the tolerance is preferred to one that has not.
 */
export function minimise(
  problem: VariationalProblem,
  isConvex: boolean,
  solver: Solver,
  limits: Parameters<Solver>[2],
): Minimum {
  const input = problem.energy(problem.f)
  const plain = solver(problem, problem.f, limits)
  const descent = problem.energy(plain.data)
  if (isConvex) return { solution: plain, search: 'descent', energies: { input, descent, search: null } }
  const { start, search } = searched(problem)
  const found = solver(problem, start, limits)
  const energies = { input, descent, search: problem.energy(found.data) }
  const better = energies.search < descent && (found.stopped === 'tolerance' || plain.stopped !== 'tolerance')
  return { solution: better || plain.stopped !== 'tolerance' ? found : plain, search, energies }
}

function searched(problem: VariationalProblem): { start: Float64Array; search: VariationalSearch } {
  const { f, alpha, gridSize } = problem
  const truncation = truncationOf(problem.regulariser)
  if (truncation === null) {
    return {
      start: levelSearch(f, (difference) => alpha * problem.regulariser(difference / gridSize)),
      search: 'levels',
    }
  }
  const { scale, top } = truncation
  return { start: weakString(f, (alpha * scale) / gridSize ** 2, alpha * top), search: 'weak-string' }
}
