import type { Operation } from '../plan/operation.js'
import type { Plan } from '../plan/plan.js'
import { concatenate } from './concatenate.js'
import { convolution } from './convolution.js'
import { input } from './input.js'
import { kernelGradient } from './kernel-gradient.js'
import { map } from './map.js'
import { parameter } from './parameter.js'
import { prolong } from './prolong.js'
import { reduce } from './reduce.js'
import { restrict } from './restrict.js'
import { scalars } from './scalars.js'
import { slice } from './slice.js'
import { state } from './state.js'
import type { Step, StepMaker } from './step.js'
import { sumOverChannels } from './sum-over-channels.js'
import { transposedConvolution } from './transposed-convolution.js'

/** The meaning of every operation. */
const makers: { readonly [Name in Operation['op']]: StepMaker<Extract<Operation, { readonly op: Name }>> } = {
  input,
  state,
  parameter,
  convolution,
  'transposed-convolution': transposedConvolution,
  'kernel-gradient': kernelGradient,
  map,
  scalars,
  reduce,
  'sum-over-channels': sumOverChannels,
  slice,
  concatenate,
  restrict,
  prolong,
}

/** The steps of a plan, in its order. */
export function stepsOf(plan: Plan): Step[] {
  return plan.operations.map((operation) => (makers[operation.op] as StepMaker<Operation>)(operation, plan))
}
