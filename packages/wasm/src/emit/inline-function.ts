import type { FunctionBuilder, Local } from './function-builder.js'
import type { FunctionBody } from './module-reader.js'
import { plain, simd, type WasmType } from './opcodes.js'

/** What the surrounding function provides for an inlined one. */
export interface InlineContext {
  /** A local variable that is free until the inlined code is through. */
  temporary(type: WasmType): Local
  /** Calls what the body knows by this index. */
  call(index: number): void
}

/**
 * Replaces the operands on the stack by the result, a vector, of a function whose instructions are copied in.
 * Understood is what arithmetic needs: constants, local variables, blocks and branches, calls,
 * and instructions without immediates.
 */
export function inlineFunction(code: FunctionBuilder, body: FunctionBody, context: InlineContext): void {
  const types = [...body.parameters, ...body.locals]
  const locals = types.map((type) => context.temporary(type))
  const isSet = types.map((_, k) => k < body.parameters.length)
  for (let k = body.parameters.length - 1; k >= 0; k--) code.set(locals[k]!)
  code.plain(plain.block)
  code.type('v128')
  const instructions = new Instructions(body.code)
  let depth = 0
  while (!instructions.isAtEnd) {
    const opcode = instructions.byte()
    if (opcode === plain.localGet || opcode === plain.localSet || opcode === plain.localTee) {
      const index = instructions.unsigned()
      // The variable of a loop is not 0 at the start, as that of a function is.
      if (opcode === plain.localGet && !isSet[index])
        throw new Error('an inlined function reads a local before it is set')
      isSet[index] = true
      code.localInstruction(opcode, locals[index]!)
    } else if (opcode === plain.call) context.call(instructions.unsigned())
    else if (opcode === plain.return) code.branch(depth)
    else {
      if (opcode === plain.block || opcode === plain.loop || opcode === plain.if) depth++
      if (opcode === plain.end) depth--
      code.copied(instructions.rest(opcode))
    }
  }
  code.plain(plain.end)
}

/** Instructions without immediates before the arithmetic ones, which all have none. */
const bare = new Set<number>([plain.nop, plain.else, plain.end, plain.drop, plain.select])

/** Goes through instructions. */
class Instructions {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  byte(): number {
    return this.#bytes[this.#at++]!
  }

  /** Unsigned LEB128. */
  unsigned(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }

  /** The bytes of an instruction whose opcode has just been read. */
  rest(opcode: number): Uint8Array {
    const start = this.#at - 1
    if (opcode === plain.simdPrefix) {
      const bytes = vectorImmediates(this.unsigned())
      this.#at += bytes
    } else if (opcode === plain.block || opcode === plain.loop || opcode === plain.if) this.#at++
    else if (opcode === plain.br || opcode === plain.brIf || opcode === plain.i32Const) this.unsigned()
    else if (opcode < plain.i32EqualZero && !bare.has(opcode)) {
      throw new Error(`an inlined function has the instruction ${opcode}`)
    }
    return this.#bytes.subarray(start, this.#at)
  }
}

/** Bytes behind the opcode of a SIMD instruction. */
function vectorImmediates(opcode: number): number {
  if (opcode === simd.constant || opcode === simd.shuffle) return 16
  const hasLane = opcode >= simd.i8x16ExtractLane && opcode <= simd.f64x2ReplaceLane
  if (hasLane) return 1
  const readsMemory = opcode <= simd.store || (opcode >= simd.load8Lane && opcode <= simd.load64Zero)
  if (readsMemory) throw new Error('an inlined function reads or writes memory')
  return 0
}
