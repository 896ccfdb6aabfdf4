export { type BatchOptions, batches } from './batching/batches.js'
export { cropOf, type Rectangle } from './images/crop-of.js'
export { greyOf } from './images/grey-of.js'
export { addGaussianNoise, type NoiseOptions } from './noise/add-gaussian-noise.js'
export {
  type DenoisingOptions,
  type DenoisingSplits,
  denoisingSignals,
  type SignalPairs,
} from './signals/denoising-signals.js'
export { type PiecewiseLinearOptions, piecewiseLinearSignals } from './signals/piecewise-linear-signals.js'
