import { type Dtype, PlanBuilder, PlanConstants, type Signal } from '@numeural/core'
import type { GridProblems } from '../problem/grid-problem.js'
import { TracedProblem } from '../problem/traced-problem.js'
import type { StepTracer, TracedStep } from './cycle-program.js'

/** One number for every right-hand side, as a signal: what plans keep from run to run are signals. */
const single = { channels: 1, height: 1, width: 1 }

/**
 * Traces one iteration of conjugate gradients with a cycle as preconditioner, every right-hand side by itself.
 * The variant is the flexible one (β by Polak and Ribière), which bears a preconditioner that is not quite symmetric.
 * The residual is computed anew from x, so that it does not drift.
 * Where a search direction shows no positive curvature x stays, the next iteration begins anew, and the output `broken`
 * counts it.
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, sec. 7.8; Notay 2000.
 */
export function traceConjugateGradients(problems: GridProblems, dtype: Dtype, cycle: StepTracer): TracedStep {
  const builder = new PlanBuilder(dtype)
  const { height, width } = problems.grids[0]!.grid
  const shape = { channels: problems.channels, height, width }
  const [x, b] = [builder.state('x', shape), builder.state('b', shape)]
  const kept = { direction: shape, before: shape, energy: single }
  const [direction, before, energy] = Object.entries(kept).map(([name, each]) => builder.state(name, each)) as [
    Signal,
    Signal,
    Signal,
  ]
  const constants = new PlanConstants(builder)
  const traced = new TracedProblem(builder, constants, problems)
  const { operator } = traced.system(0)
  const residualOf = (at: Signal): Signal => builder.map('b - a', { b, a: operator(at) })

  const r = residualOf(x)
  const z = cycle(traced, traced.zeros(0), r)
  const own = builder.perSample('dot', r, z)
  const shared = builder.perSample('dot', before, z)
  const last = builder.perSample('sum', energy)
  const p = builder.map('z + (l > 0 ? (o - s)/l : 0)*p', { z, p: direction, o: own, s: shared, l: last })
  const curvature = builder.perSample('dot', p, operator(p))
  const slope = builder.perSample('dot', p, r)
  const next = builder.map('x + (k > 0 and o > 0 ? s/k : 0)*p', { x, p, s: slope, k: curvature, o: own })
  builder.update(x, next)
  builder.update(direction, p)
  builder.update(before, r)
  const isSound = '(k > 0 and o > 0)'
  builder.update(energy, builder.map(`${isSound} ? o : 0*e`, { o: own, k: curvature, e: energy }))
  const left = builder.perSample('dot', r, r)
  const broken = builder.map(`n > 0 ? (${isSound} ? 0 : 1) : 0*e`, { n: left, o: own, k: curvature, e: energy })
  builder.output('broken', builder.sum(broken))
  const residual = residualOf(next)
  builder.output('residual', builder.dot(residual, residual))
  return { plan: builder.finish(), constants, kept }
}
