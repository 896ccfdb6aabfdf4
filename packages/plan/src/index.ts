export type { Backend, BackendInfo, Program, RunRequest, RunResult } from './contract/backend.js'
export { PlanBuilder } from './plan/builder.js'
export type { ConvolutionOptions } from './plan/geometry.js'
export type { FormulaLike } from './plan/map-operands.js'
export type * from './plan/operation.js'
export type * from './plan/plan.js'
export { type Dtype, type FloatArray, type SignalShape, sameShape, sizeOf } from './plan/shape.js'
export { coarseLength, type TransferOptions } from './plan/transfer.js'
export {
  type ChannelView,
  channelOf,
  type Element,
  elementOf,
  type Operand,
  type SampleScalar,
  type Signal,
  type ValueId,
  type ValueType,
  type Vector,
} from './plan/value.js'
export { type RandomOptions, randomNormal, randomUniform } from './random/fill.js'
export { createRandom, type Random } from './random/random.js'
export { type ReverseOptions, reverse } from './reverse/reverse.js'
