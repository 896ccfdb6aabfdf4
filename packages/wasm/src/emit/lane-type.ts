import type { Dtype } from '@numeural/plan'
import type { FunctionBuilder } from './function-builder.js'
import { f32x4, f64x2, type LaneOpcodes, plain } from './opcodes.js'

/** Bytes of a vector. */
export const vectorBytes = 16

/** How a number type sits in vectors. */
export interface LaneType {
  /** Bytes of a value. */
  readonly size: number
  /** Values of a vector. */
  readonly lanes: number
  /** Ending of the names of fixed kernels. */
  readonly suffix: 'f32' | 'f64'
  readonly opcodes: LaneOpcodes
}

const laneTypes: Readonly<Record<Dtype, LaneType>> = {
  float32: { size: 4, lanes: 4, suffix: 'f32', opcodes: f32x4 },
  float64: { size: 8, lanes: 2, suffix: 'f64', opcodes: f64x2 },
}

/** The vectors that a plan of this number type computes with. */
export function laneType(dtype: Dtype): LaneType {
  return laneTypes[dtype]
}

/** Bytes from one row of `width` values to the next: rows are padded to whole vectors. */
export function rowBytes(dtype: Dtype, width: number): number {
  return Math.ceil((width * laneType(dtype).size) / vectorBytes) * vectorBytes
}

/** Pushes a constant in every lane. */
export function pushConstant(code: FunctionBuilder, type: LaneType, value: number): void {
  const bytes = type.size === 4 ? new Float32Array(4).fill(value) : new Float64Array(2).fill(value)
  code.vector(new Uint8Array(bytes.buffer))
}

/** Replaces the address on the stack by the float64 behind it, rounded and put in every lane. */
export function loadSplat(code: FunctionBuilder, type: LaneType, offset: number): void {
  code.loadDouble(offset)
  if (type.size === 4) code.plain(plain.f32DemoteF64)
  code.simd(type.opcodes.splat)
}
