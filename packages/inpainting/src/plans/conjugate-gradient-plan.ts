import { elementOf, PlanBuilder, PlanConstants } from '@numeural/core'
import type { InpaintOperator } from '../problem/operator.js'
import type { ConstantPlan, PlanSize } from './constant-plan.js'

/**
 * One iteration of conjugate gradients for A u = 0 on the unknown pixels, the known ones eliminated.
 * One channel. States: `x` (the image), `r` (residual) and `p` (direction), both 0 on known pixels,
 * the operator's `coefficients`, if it has some, `free` (1 on unknown pixels), `rr` = ⟨r, r⟩. Outputs:
 * `rr` after the iteration and the curvature `pq` = ⟨p, Ap⟩ > 0.
 */
export function conjugateGradientPlan(operator: InpaintOperator, { width, height }: PlanSize): ConstantPlan {
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const one = { channels: 1, height, width }
  const x = builder.state('x', one)
  const r = builder.state('r', one)
  const p = builder.state('p', one)
  const free = builder.state('free', one)
  const { coefficients } = operator
  const fixed = coefficients && builder.state('coefficients', { channels: coefficients.channels, height, width })
  const rr = builder.stateVector('rr', 1)

  const q = operator.apply(p, { builder, constants }, fixed)
  // p is 0 on known pixels, so that q needs no mask in the inner product.
  const pq = builder.dot(p, q)
  const step = builder.scalars(['rr/pq'], { rr: elementOf(rr), pq: elementOf(pq) })
  const nextX = builder.map('x + step*p', { x, p, step: elementOf(step) })
  const nextR = builder.map('r - step*free*q', { r, q, free, step: elementOf(step) })
  const nextRr = builder.dot(nextR, nextR)
  const beta = builder.scalars(['next/rr'], { next: elementOf(nextRr), rr: elementOf(rr) })
  const nextP = builder.map('r + beta*p', { r: nextR, p, beta: elementOf(beta) })

  builder.update(x, nextX)
  builder.update(r, nextR)
  builder.update(p, nextP)
  builder.update(rr, nextRr)
  builder.output('rr', nextRr)
  builder.output('pq', pq)
  return { plan: builder.finish(), constants }
}
