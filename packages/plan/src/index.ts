export type * from './builder/plan.js'
export { PlanBuilder } from './builder/plan-builder.js'
export type { Backend, BackendInfo, Program, RunRequest, RunResult } from './contract/backend.js'
export type { Boundary, ConvolutionOptions, KernelGeometry } from './geometry/geometry.js'
export { coarseLength, type Transfer, type TransferOptions } from './geometry/transfer.js'
export type { ConcatenateOperation } from './operations/concatenate.js'
export type { ConvolutionOperation } from './operations/convolution.js'
export type { InputOperation } from './operations/input.js'
export type { KernelGradientOperation } from './operations/kernel-gradient.js'
export type { MapOperation } from './operations/map.js'
export type { Operation } from './operations/operations.js'
export type { ParameterOperation } from './operations/parameter.js'
export type { ProlongOperation } from './operations/prolong.js'
export type { ReduceOperation } from './operations/reduce.js'
export type { RestrictOperation } from './operations/restrict.js'
export type { ScalarsOperation } from './operations/scalars.js'
export type { SliceOperation } from './operations/slice.js'
export type { StateOperation } from './operations/state.js'
export type { SumOverChannelsOperation } from './operations/sum-over-channels.js'
export type { TransposedConvolutionOperation } from './operations/transposed-convolution.js'
export { type RandomOptions, randomNormal, randomUniform } from './random/fill.js'
export { createRandom, type Random } from './random/random.js'
export { type ReverseOptions, reverse } from './reverse/reverse.js'
export type { FormulaLike, MapOperand } from './values/operands.js'
export { type Dtype, type FloatArray, type SignalShape, sameShape, sizeOf } from './values/shape.js'
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
