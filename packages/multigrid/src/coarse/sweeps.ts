import type { Smoother } from '../smoothers/smoother.js'
import type { CoarseSolver } from './coarse-solver.js'

/** Sweeps of a smoother on the coarsest grid: few unknowns, so that many cost little. */
export function coarseSweeps(smoother: Smoother, count: number): CoarseSolver {
  return {
    name: `${count} sweeps of ${smoother.name}`,
    solve(start, b, system) {
      let x = start
      for (let sweep = 0; sweep < count; sweep++) x = smoother.sweep(x, b, system)
      return x
    },
  }
}
