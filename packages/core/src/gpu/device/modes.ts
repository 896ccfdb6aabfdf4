/** How gpu.js runs: three kinds of graphics processors, and two ways without one. */
export type GpuMode = 'webgpu' | 'webgl2' | 'headlessgl' | 'webasm' | 'cpu'

/** Every mode, the fastest first. */
export const gpuModes: readonly GpuMode[] = ['webgpu', 'webgl2', 'headlessgl', 'webasm', 'cpu']

/** The modes that use a graphics processor, or software that stands in for one; the fastest first. */
export const graphicsModes: readonly GpuMode[] = ['webgpu', 'webgl2', 'headlessgl']
