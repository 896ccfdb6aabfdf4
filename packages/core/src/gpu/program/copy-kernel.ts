import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf } from '../kernels/grid.js'

/** Copies an array of this size. */
export function copyKernel(size: readonly number[], limits: GpuLimits): KernelText {
  const [width, rows] = size as readonly [number, number?]
  if (rows === undefined) return kernelText(['u'], ['return u[this.thread.x];'], [width])
  const { output, position } = gridOf({ channels: rows, height: 1, width }, 1, limits)
  return kernelText(['u'], [...position, 'return u[row][x];'], output)
}
