export type * from './builder/plan.js'
export { PlanBuilder } from './builder/plan-builder.js'
export type { Backend, BackendInfo, Program, RunRequest, RunResult } from './contract/backend.js'
export type { Boundary, ConvolutionOptions, KernelGeometry } from './geometry/geometry.js'
export { coarseLength, type Transfer, type TransferOptions } from './geometry/transfer.js'
export type { Operation, OperationOf } from './operations/operations.js'
export { type RandomOptions, randomNormal, randomUniform } from './random/fill.js'
export { createRandom, type Random } from './random/random.js'
export { type ReverseOptions, reverse } from './reverse/reverse.js'
export type { FormulaLike, MapOperand } from './values/operands.js'
export { type Dtype, type FloatArray, type SignalShape, sameShape, sizeOf } from './values/shape.js'
export type { TridiagonalOptions } from './values/tridiagonal-options.js'
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
} from './values/value.js'
