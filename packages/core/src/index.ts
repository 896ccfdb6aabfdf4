export {
  BackendUnavailableError,
  DivergenceError,
  type ErrorDetails,
  FormulaError,
  InputFileError,
  ModelFileError,
  NumeuralError,
  ParameterError,
  RegistryError,
  ShapeError,
} from '@numeural/formula'
export type { Backend, BackendInfo, Program, RunRequest, RunResult } from './backend.js'
export type { BackendName } from './backends/backends.js'
export { type BackendChoice, backendChoices } from './backends/choices.js'
export {
  availableBackends,
  type BackendAvailability,
  type BackendOptions,
  createBackend,
} from './backends/create-backend.js'
export { requireBackend } from './backends/require-backend.js'
export { checkImage, type Image } from './image.js'
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
export { collectEntries, type EntryCollection } from './plugin/collect-entries.js'
export { definePlugin, type EntriesOf, type Entry, type Plugin } from './plugin/plugin.js'
export { meanSquaredError, psnr, psnrOf } from './psnr.js'
export { type RandomOptions, randomNormal, randomUniform } from './random/fill.js'
export { createRandom, type Random } from './random/random.js'
export { type ReverseOptions, reverse } from './reverse/reverse.js'
