import type { Smoother } from '../smoothers/smoother.js'
import type { CoarseSolver } from './coarse-solver.js'

/**
 * Sweeps of a smoother on the coarsest grid: few unknowns, so that many cost little.
 *
 * @param isSymmetric whether as many sweeps follow the other way round, for a preconditioner
 */
export function coarseSweeps(smoother: Smoother, count: number, isSymmetric: boolean): CoarseSolver {
  const back = isSymmetric ? smoother.adjoint : undefined
  return {
    name: `${count} sweeps of ${smoother.name}`,
    solve(start, b, system) {
      let x = start
      for (let sweep = 0; sweep < count; sweep++) x = smoother.sweep(x, b, system)
      if (back !== undefined) for (let sweep = 0; sweep < count; sweep++) x = back(x, b, system)
      return x
    },
  }
}
