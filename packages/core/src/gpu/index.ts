export { createGpuBackend, type GpuOptions } from './gpu-backend.js'
export { type GpuMode, gpuModes } from './modes.js'
