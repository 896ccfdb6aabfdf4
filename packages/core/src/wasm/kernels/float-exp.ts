import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { type LaneType, pushConstant } from '../emit/lane-type.js'
import { simd } from '../emit/opcodes.js'

const polynomial = [1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1]

/**
 * Replaces four floats on the stack by their exponentials: the steps of `exp_f32` in assembly/elementary/exp.ts, inlined,
 * because a call spills every vector of the loop around it.
 */
export function emitFloatExp(code: FunctionBuilder, type: LaneType, temporary: () => Local): void {
  const [x, n, half] = [temporary(), temporary(), temporary()]
  const { add, subtract, multiply } = type.opcodes
  const constant = (value: number): void => pushConstant(code, type, value)
  const withConstant = (value: number, opcode: number): void => {
    constant(value)
    code.simd(opcode)
  }
  withConstant(-104, simd.f32x4Pmax)
  withConstant(89, simd.f32x4Pmin)
  code.tee(x)
  withConstant(Math.LOG2E, multiply)
  code.simd(simd.f32x4Nearest)
  code.set(n)
  // x − n·ln 2 in two parts
  code.get(x)
  code.get(n)
  withConstant(0.693359375, multiply)
  code.simd(subtract)
  code.get(n)
  withConstant(2.1219444e-4, multiply)
  code.simd(add)
  code.set(x)
  constant(1.98756915e-4)
  for (const coefficient of polynomial) {
    code.get(x)
    code.simd(multiply)
    withConstant(coefficient, add)
  }
  code.get(x)
  code.get(x)
  code.simd(multiply)
  code.simd(multiply)
  code.get(x)
  code.simd(add)
  withConstant(1, add)
  // times 2ⁿ in two steps, so that overflow and subnormal results come out right
  code.get(n)
  code.simd(simd.i32x4Truncate)
  code.tee(n)
  code.integer(1)
  code.simd(simd.i32x4ShiftRight)
  code.tee(half)
  emitPowerOfTwo(code)
  code.simd(multiply)
  code.get(n)
  code.get(half)
  code.simd(simd.i32x4Subtract)
  emitPowerOfTwo(code)
  code.simd(multiply)
}

/** Replaces integers in [−126, 127] by the floats 2ⁿ. */
function emitPowerOfTwo(code: FunctionBuilder): void {
  code.vector(new Uint8Array(new Int32Array(4).fill(127).buffer))
  code.simd(simd.i32x4Add)
  code.integer(23)
  code.simd(simd.i32x4ShiftLeft)
}
