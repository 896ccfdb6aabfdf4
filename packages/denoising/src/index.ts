export { denoise } from './denoise/denoise.js'
export { estimateNoise } from './denoise/estimate-noise.js'
export type { DenoiseOptions, DenoiseResult } from './denoise/options.js'
export {
  type VariationalOptions,
  type VariationalResult,
  variationalDenoise,
} from './variational/variational-denoise.js'
export { traceWaveletShrinkageStep, type WaveletShrinkageOptions } from './wavelet/trace-wavelet-shrinkage-step.js'
export { waveletShrinkageStep } from './wavelet/wavelet-shrinkage-step.js'
