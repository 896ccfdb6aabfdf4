export { type GpuMode, gpuModes } from './device/modes.js'
export { createGpuBackend, type GpuOptions } from './gpu-backend.js'
