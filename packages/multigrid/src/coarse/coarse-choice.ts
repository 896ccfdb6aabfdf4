import type { Backend, PlanConstants } from '@numeural/core'
import { ParameterError, refused, requireWhole } from '@numeural/errors'
import type { GridProblems } from '../problem/grid-problem.js'
import type { Smoother } from '../smoothers/smoother.js'
import type { CoarseSolver } from './coarse-solver.js'
import { directSolver } from './direct.js'
import { invert } from './invert.js'
import { matrixOf } from './probe.js'
import { coarseSweeps } from './sweeps.js'

/** `direct`, or a number of sweeps. */
export type CoarseChoice = 'direct' | number

/** A direct solution costs the square of the unknowns, its preparation the cube. */
const mostUnknowns = 256

/** Below this a direct solution is the default. */
const usualUnknowns = 64

const fewestSweeps = 20

const option = { owner: 'createSolver', option: 'coarse', code: 'MULTIGRID_OPTION' }

/** What solves on the coarsest grid: its name, and how to make it for a plan. */
export interface CoarseMaker {
  readonly name: string
  make(constants: PlanConstants): CoarseSolver
}

/** Prepares the coarse solver that the options ask for. */
export async function coarseSolverOf(
  backend: Backend,
  problems: GridProblems,
  choice: CoarseChoice | undefined,
  smoother: Smoother,
  isSymmetric: boolean,
): Promise<CoarseMaker> {
  const level = problems.grids.length - 1
  const { height, width } = problems.grids[level]!.grid
  const unknowns = problems.channels * height * width
  if (choice !== undefined && choice !== 'direct') {
    requireWhole(option, choice, { most: 10_000 }, 'Give a number of sweeps, or direct.')
    return sweeping(smoother, choice, isSymmetric)
  }
  const isPossible = problems.linear && unknowns <= mostUnknowns
  if (choice === 'direct' && !isPossible) {
    const rule = `a number of sweeps (direct: linear problems of at most ${mostUnknowns} coarse unknowns; here ${unknowns})`
    throw refused(option, choice, rule)
  }
  if (choice === 'direct' || (isPossible && unknowns <= usualUnknowns)) {
    const inverse = invert(await matrixOf(backend, problems, level), unknowns)
    if (inverse !== null) return { name: 'direct', make: (constants) => directSolver(constants, inverse) }
    if (choice === 'direct') throw singular(height, width)
  }
  return sweeping(smoother, Math.max(fewestSweeps, 2 * height, 2 * width), isSymmetric)
}

function sweeping(smoother: Smoother, count: number, isSymmetric: boolean): CoarseMaker {
  const solver = coarseSweeps(smoother, count, isSymmetric)
  return { name: solver.name, make: () => solver }
}

function singular(height: number, width: number): ParameterError {
  return new ParameterError(`The operator on the coarsest grid (${height}×${width}) is singular.`, {
    code: 'MULTIGRID_SINGULAR',
    given: 'direct',
    allowed: 'a regular operator',
    hint: 'Give a number of sweeps as coarse, by which the solution is one of many.',
  })
}
