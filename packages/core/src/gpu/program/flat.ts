import type { FloatArray } from '@numeural/plan'
import type { GpuArray } from '../device/gpu-js.js'

/** Rows of rows, as gpu.js hands them out, as one array. */
export function flat(array: GpuArray, length: number): Float32Array {
  const result = new Float32Array(length)
  copyRows(array, result, 0)
  return result
}

/** The same numbers for a device, which takes float32. */
export function floats(numbers: FloatArray): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers)
}

/** Copies rows of rows into one array; returns where the next row goes. */
function copyRows(array: GpuArray, to: Float32Array, start: number): number {
  if (array instanceof Float32Array) {
    to.set(array, start)
    return start + array.length
  }
  return array.reduce((at, row) => copyRows(row, to, at), start)
}
