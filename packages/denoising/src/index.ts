export { denoise } from './denoise/denoise.js'
export type { DenoiseOptions, DenoiseProgress, DenoiseResult } from './denoise/options.js'
export { estimateNoise } from './noise/estimate-noise.js'
export type { VariationalEnergies, VariationalSearch } from './variational/minimise.js'
export {
  type VariationalOptions,
  type VariationalResult,
  variationalDenoise,
} from './variational/variational-denoise.js'
export { traceWaveletShrinkageStep, type WaveletShrinkageOptions } from './wavelet/trace-wavelet-shrinkage-step.js'
export { waveletShrinkageStep } from './wavelet/wavelet-shrinkage-step.js'
