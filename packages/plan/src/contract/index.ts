export { boundaries, geometryFor, kernelLength } from '../plan/geometry.js'
export { interpolation } from '../plan/transfer.js'
export { readsOf, resultsOf } from '../reverse/dependencies.js'
export { refuseDisposed } from './disposed.js'
export { HostStates } from './host-states.js'
export { letEventsThrough } from './let-events-through.js'
export {
  checkRunRequest,
  expectFloatArray,
  expectLength,
  outputLength,
  outputNames,
  valueLength,
} from './run-request.js'
export { otherBatch } from './state-batch.js'
