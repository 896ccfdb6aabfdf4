import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { type LaneType, pushConstant } from '../emit/lane-type.js'
import { plain } from '../emit/opcodes.js'

/** Replaces the vector on the stack by its n-th power, multiplying in the order of formula's `repeatedPower`. */
export function emitRepeatedPower(code: FunctionBuilder, type: LaneType, n: number, temporary: () => Local): void {
  if (n === 0) {
    code.plain(plain.drop)
    pushConstant(code, type, 1)
    return
  }
  const x = temporary()
  const result = temporary()
  const magnitude = Math.abs(n)
  code.tee(x)
  for (let bit = 30 - Math.clz32(magnitude); bit >= 0; bit--) {
    code.tee(result)
    code.get(result)
    code.simd(type.opcodes.multiply)
    if ((magnitude >> bit) & 1) {
      code.get(x)
      code.simd(type.opcodes.multiply)
    }
  }
  if (n > 0) return
  code.set(result)
  pushConstant(code, type, 1)
  code.get(result)
  code.simd(type.opcodes.divide)
}
