import { elementOf, type Plan, PlanBuilder } from '@numeural/core'
import { cellTensorOf, traceDivergence } from './divergence.js'

/**
 * One step of a fast semi-iterative cycle for ∂ₜu = (1 − c)∇ᵀ(D∇u) with frozen D:
 * u ← α_l (u + τ (1 − c)∇ᵀ(D∇u)) + (1 − α_l) u_previous (T20; Hafner et al. 2016). One channel.
 * States: `u`, `previous`, `tensor` (a, b, c, mixed), `free`; parameters: the kernel of K (12 numbers), τ, α_l.
 */
export function semiIterativePlan(width: number, height: number): Plan {
  const builder = new PlanBuilder('float64')
  const one = { channels: 1, height, width }
  const u = builder.state('u', one)
  const previous = builder.state('previous', one)
  const free = builder.state('free', one)
  const tensor = builder.state('tensor', { channels: 4, height, width })
  const details = builder.parameter('details', 12)
  const tau = elementOf(builder.parameter('tau', 1))
  const alpha = elementOf(builder.parameter('alpha', 1))

  const minus = traceDivergence(builder, u, cellTensorOf(tensor), details)
  const formula = 'previous + alpha*(u - tau*free*minus - previous)'
  builder.update(u, builder.map(formula, { u, previous, free, minus, tau, alpha }))
  builder.update(previous, u)
  return builder.finish()
}
