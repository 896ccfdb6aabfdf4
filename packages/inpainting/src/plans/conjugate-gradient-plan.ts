import { elementOf, type Plan, PlanBuilder } from '@numeural/core'
import { cellTensorOf, traceDivergence } from './divergence.js'

/**
 * One iteration of conjugate gradients for −∇ᵀ(D∇u) = 0 on the unknown pixels, the known ones eliminated.
 * One channel. States: `x` (the image), `r` (residual) and `p` (direction), both 0 on known pixels, `tensor` (a, b, c, mixed),
 * `free` (1 on unknown pixels), `rr` = ⟨r, r⟩. Outputs: `rr` after the iteration and the curvature `pq` = ⟨p, Ap⟩ > 0.
 */
export function conjugateGradientPlan(width: number, height: number): Plan {
  const builder = new PlanBuilder('float64')
  const one = { channels: 1, height, width }
  const x = builder.state('x', one)
  const r = builder.state('r', one)
  const p = builder.state('p', one)
  const free = builder.state('free', one)
  const tensor = builder.state('tensor', { channels: 4, height, width })
  const rr = builder.stateVector('rr', 1)
  const details = builder.parameter('details', 12)

  const q = traceDivergence(builder, p, cellTensorOf(tensor), details)
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
  return builder.finish()
}
