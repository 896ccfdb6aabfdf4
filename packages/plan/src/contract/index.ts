export { boundaries, geometryFor, kernelLength } from '../geometry/geometry.js'
export { sourceIndex } from '../geometry/taps.js'
export { interpolation } from '../geometry/transfer.js'
export type { Run, Step } from '../operations/definition.js'
export { readsOf, resultsOf, stepOf } from '../operations/operations.js'
export { shapeOf } from '../values/shape-of.js'
export { createProgram, type ProgramOwner } from './create-program.js'
export { refuseDisposed } from './disposed.js'
export type { Execution } from './execution.js'
export { HostStates } from './host-states.js'
export { letEventsThrough } from './let-events-through.js'
export {
  checkRunRequest,
  expectFloatArray,
  expectLength,
  outputLength,
  outputNames,
  requireRoom,
  valueLength,
} from './run-request.js'
export { otherBatch } from './state-batch.js'
export { batchOfState, isSignalState, stateOf } from './state-checks.js'
