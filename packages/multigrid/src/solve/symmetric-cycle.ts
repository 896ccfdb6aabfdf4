import { type Option, refused } from '@numeural/errors'
import type { Transfers } from '../grid/transfer-choice.js'
import type { Problem } from '../problem/problem.js'
import type { Smoother } from '../smoothers/smoother.js'
import type { SolverOptions } from './options.js'

const option = (name: string): Option => ({ owner: 'createSolver', option: name, code: 'MULTIGRID_OPTION' })

/** Refuses problems and forms of which no cycle is a preconditioner of conjugate gradients. */
export function requirePreconditioner(problem: Problem, { form = 'correction' }: SolverOptions): void {
  if (!problem.linear) {
    throw refused(option('accelerate'), 'cg', 'none, where the problem is not linear', 'Try more sweeps, or a W-cycle.')
  }
  if (form !== 'correction') {
    throw refused(option('form'), form, "correction, with accelerate: 'cg'", 'Leave the form out.')
  }
}

/** What makes a cycle symmetric, or not. */
interface CycleParts {
  readonly schedule: readonly number[]
  readonly transfers: Transfers
  readonly smoothers: readonly Smoother[]
  readonly preSmoothing: number
  readonly postSmoothing: number
}

/**
 * Refuses cycles that are not their own adjoints: conjugate gradients need a symmetric preconditioner.
 *
 * @throws ParameterError `MULTIGRID_OPTION`
 */
export function requireSymmetricCycle(parts: CycleParts): void {
  const { schedule, transfers, smoothers, preSmoothing, postSmoothing } = parts
  const isPalindrome = schedule.every((level, index) => level === schedule.at(-1 - index))
  if (!isPalindrome) {
    throw refused(
      option('cycle'),
      schedule,
      "V, W or two-grid, or a list that reads the same backwards, with accelerate: 'cg'",
    )
  }
  if (preSmoothing !== postSmoothing) {
    const rule = `${preSmoothing}, as many sweeps as before, with accelerate: 'cg'`
    throw refused(option('postSmoothing'), postSmoothing, rule, 'Leave postSmoothing out.')
  }
  if (transfers.restriction !== transfers.prolongation) {
    const given = `${transfers.restriction} down, ${transfers.prolongation} up`
    const rule = "transfers that are transposes of each other, such as linear, with accelerate: 'cg'"
    throw refused(option('transfer'), given, rule, 'Leave transfer out.')
  }
  const oneWay = smoothers.find(({ adjoint }) => adjoint === undefined)
  if (oneWay !== undefined) {
    const rule = "smoothers with an adjoint sweep, with accelerate: 'cg'"
    throw refused(option('smoother'), oneWay.name, rule, 'Give the smoother an adjoint: its sweep the other way round.')
  }
}
