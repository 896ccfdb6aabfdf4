import { PlanBuilder, PlanConstants, type Signal } from '@numeural/core'
import type { InpaintOperator } from '../problem/operator.js'
import type { ConstantPlan, PlanSize } from './constant-plan.js'

/**
 * Coefficients and the residual of the nonlinear equation in one run. Input `u` (all channels);
 * state `free` (1 on unknown pixels).
 * Outputs: `coefficients`, if the operator has some, `residual` = −(1 − c)A(u)u, `squared`,
 * its squared norm in every channel.
 */
export function evaluationPlan(
  operator: InpaintOperator,
  { width, height, channels }: PlanSize & { readonly channels: number },
  which: 'own' | 'start',
): ConstantPlan {
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const trace = { builder, constants }
  const u = builder.input('u', { channels, height, width })
  const free = builder.state('free', { channels: 1, height, width })
  const rule = operator.coefficients
  const coefficients = which === 'start' && rule?.start ? rule.start(u, trace) : rule?.trace(u, trace)
  const residuals = Array.from({ length: channels }, (_, channel) => {
    const signal: Signal = channels === 1 ? u : builder.slice(u, channel, 1)
    const minus = operator.apply(signal, trace, coefficients)
    return builder.map('-free*minus', { free, minus })
  })
  const [first] = residuals as [Signal]
  const residual = channels === 1 ? first : builder.concatenate(residuals)
  if (coefficients !== undefined) builder.output('coefficients', coefficients)
  builder.output('residual', residual)
  builder.output('squared', builder.sumPerChannel(residual, residual))
  return { plan: builder.finish(), constants }
}
