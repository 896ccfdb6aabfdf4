export {
  type Backend,
  type BackendInfo,
  type Boundary,
  type ChannelView,
  type ConvolutionOptions,
  channelOf,
  coarseLength,
  createRandom,
  type Dtype,
  type Element,
  elementOf,
  type FloatArray,
  type FormulaLike,
  type KernelGeometry,
  type MapOperand,
  type Operand,
  type Operation,
  type OperationOf,
  type Plan,
  PlanBuilder,
  type PlanGradient,
  type PlanInput,
  type PlanOutput,
  type PlanParameter,
  type PlanState,
  type Program,
  type Random,
  type RandomOptions,
  type ReverseOptions,
  type RunRequest,
  type RunResult,
  randomNormal,
  randomUniform,
  reverse,
  type SampleScalar,
  type Signal,
  type SignalShape,
  sameShape,
  sizeOf,
  type Transfer,
  type TransferOptions,
  type TridiagonalOptions,
  type ValueId,
  type ValueType,
  type Vector,
} from '@numeural/plan'
export type { BackendEntry, BackendSettings } from './backends/backend-kind.js'
export {
  availableBackends,
  type BackendAvailability,
  type BackendChoice,
  type BackendOptions,
  createBackend,
} from './backends/create-backend.js'
export { requireBackend } from './backends/require-backend.js'
export { checkImage, type Image } from './image.js'
export { firstBeyond, type GrowthLimits, growthLimits } from './iteration/growth.js'
export {
  createIteration,
  type HistoryEntry,
  type Iteration,
  type IterationProgress,
  type IterationResult,
} from './iteration/iteration.js'
export { createStoppingTest, type Stopped, type StoppingRule } from './iteration/stopping.js'
export { PlanConstants } from './plan-constants.js'
export { type Choice, chosen, type Maker, type Named } from './plugin/choice.js'
export type { Entry } from './plugin/entry.js'
export { defineKind, type Kind } from './plugin/kind.js'
export { definePlugin, type EntriesOf, type Plugin } from './plugin/plugin.js'
export { meanSquaredError, psnr, psnrOf } from './psnr.js'
export { createRegistry } from './registry/create-registry.js'
export type { KindsOf, NameOf, Registry } from './registry/registry.js'
export { checkSignals, type Signals } from './signals.js'
