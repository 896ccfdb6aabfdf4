import type { Signal } from '@numeural/core'
import type { TracedProblem } from '../problem/traced-problem.js'
import { type Cycle, smooth, sweepsOf } from './cycle.js'

/** What a grid holds while a cycle is traced. */
interface Equation {
  x: Signal
  /** What x was when the grid was entered from a finer one; null for zero. */
  y: Signal | null
  b: Signal
}

/**
 * Traces one cycle for A(x) = b and gives the new x.
 * A schedule that starts on the coarsest grid is a full multigrid cycle: grids are entered for the first time with
 * x = P x_H, and their right-hand sides are the restrictions of b; the x that is given does not matter then.
 */
export function traceCycle(traced: TracedProblem, cycle: Cycle, x: Signal, b: Signal): Signal {
  const { schedule } = cycle
  const deepest = Math.max(...schedule)
  const equations: Equation[] = [{ x, y: null, b }]
  const isFull = schedule[0]! > 0
  if (isFull) startOnCoarsest(traced, equations, deepest)
  const visited = new Set<number>()
  schedule.forEach((level, index) => {
    const [before, after] = [schedule[index - 1], schedule[index + 1]]
    const isNew = isFull && !visited.has(level)
    visited.add(level)
    if (before !== undefined && before < level) descend(traced, cycle, equations, level)
    if (before !== undefined && before > level) ascend(traced, equations, level, isNew)
    const equation = equations[level]!
    const system = traced.system(level)
    if (level === deepest && (deepest > 0 || cycle.solvesSingleGrid)) {
      equation.x = cycle.coarse.solve(equation.x, equation.b, system)
    } else {
      const sweeps = sweepsOf(cycle, level, before, after, isNew)
      equation.x = smooth(cycle, level, sweeps, equation.x, equation.b, system)
    }
  })
  return equations[0]!.x
}

function startOnCoarsest(traced: TracedProblem, equations: Equation[], deepest: number): void {
  let { b } = equations[0]!
  if (traced.problems.freeze !== undefined) traced.freeze(equations[0]!.x)
  for (let level = 1; level <= deepest; level++) {
    b = traced.restrict(b, level)
    equations[level] = { x: traced.zeros(level), y: null, b }
  }
}

function descend(traced: TracedProblem, { form }: Cycle, equations: Equation[], level: number): void {
  const { builder } = traced
  const fine = equations[level - 1]!
  if (level === 1) traced.freeze(fine.x)
  const residual = builder.map('b - a', { b: fine.b, a: traced.system(level - 1).operator(fine.x) })
  const r = traced.restrict(residual, level)
  if (form === 'correction') {
    equations[level] = { x: traced.zeros(level), y: null, b: r }
    return
  }
  const y = traced.restrict(fine.x, level)
  equations[level] = { x: y, y, b: builder.map('a + r', { a: traced.system(level).operator(y), r }) }
}

function ascend(traced: TracedProblem, equations: Equation[], level: number, isNew: boolean): void {
  const { builder } = traced
  const [fine, coarse] = [equations[level]!, equations[level + 1]!]
  const error = coarse.y === null ? coarse.x : builder.map('x - y', { x: coarse.x, y: coarse.y })
  const correction = traced.prolong(error, level)
  fine.x = isNew ? correction : builder.map('x + e', { x: fine.x, e: correction })
}
