import { elementOf, PlanBuilder, PlanConstants } from '@numeural/core'
import type { InpaintOperator } from '../problem/operator.js'
import type { ConstantPlan, PlanSize } from './constant-plan.js'

/**
 * One step of a fast semi-iterative cycle for ∂ₜu = −(1 − c)A u with fixed coefficients:
 * u ← α_l (u − τ (1 − c)A u) + (1 − α_l) u_previous (T20; Hafner et al.
 * 2016), written so that known pixels keep their bits. One channel.
 * States: `u`, `previous`, `free`, the operator's `coefficients`, if it has some; parameters: τ, α_l.
 */
export function semiIterativePlan(operator: InpaintOperator, { width, height }: PlanSize): ConstantPlan {
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const one = { channels: 1, height, width }
  const u = builder.state('u', one)
  const previous = builder.state('previous', one)
  const free = builder.state('free', one)
  const { coefficients } = operator
  const fixed = coefficients && builder.state('coefficients', { channels: coefficients.channels, height, width })
  const tau = elementOf(builder.parameter('tau', 1))
  const alpha = elementOf(builder.parameter('alpha', 1))

  const minus = operator.apply(u, { builder, constants }, fixed)
  const formula = 'previous + alpha*(u - tau*free*minus - previous)'
  builder.update(u, builder.map(formula, { u, previous, free, minus, tau, alpha }))
  builder.update(previous, u)
  return { plan: builder.finish(), constants }
}
