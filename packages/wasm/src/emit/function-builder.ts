import { ByteWriter } from './byte-writer.js'
import { plain, simd, types, type WasmType } from './opcodes.js'

/** Index of a local variable. */
export type Local = number

/** Writes the body of one WebAssembly function, instruction by instruction. */
export class FunctionBuilder {
  readonly parameters: readonly WasmType[]
  readonly #code = new ByteWriter()
  readonly #locals: WasmType[] = []

  constructor(parameters: readonly WasmType[]) {
    this.parameters = parameters
  }

  /** A new local variable, zero at the start of the function. */
  local(type: WasmType): Local {
    this.#locals.push(type)
    return this.parameters.length + this.#locals.length - 1
  }

  get(local: Local): void {
    this.#indexed(plain.localGet, local)
  }

  set(local: Local): void {
    this.#indexed(plain.localSet, local)
  }

  tee(local: Local): void {
    this.#indexed(plain.localTee, local)
  }

  integer(value: number): void {
    this.#code.byte(plain.i32Const)
    this.#code.signed(value)
  }

  /** `local.get`, `local.set` or `local.tee`. */
  localInstruction(opcode: number, local: Local): void {
    this.#indexed(opcode, local)
  }

  /** Instructions as they stand in another function. */
  copied(bytes: Uint8Array): void {
    this.#code.raw(bytes)
  }

  /** The type of a block's result. */
  type(type: WasmType): void {
    this.#code.byte(types[type])
  }

  /** Leaves so many blocks and the one around them. */
  branch(depth: number): void {
    this.#indexed(plain.br, depth)
  }

  /** An instruction without immediates. */
  plain(opcode: number): void {
    this.#code.byte(opcode)
  }

  /** A SIMD instruction without immediates. */
  simd(opcode: number): void {
    this.#code.byte(plain.simdPrefix)
    this.#code.unsigned(opcode)
  }

  /** Pushes the vector with these 16 bytes. */
  vector(bytes: Uint8Array): void {
    this.simd(simd.constant)
    this.#code.raw(bytes)
  }

  /** Takes two vectors and picks 16 of their 32 bytes. */
  shuffle(bytes: readonly number[]): void {
    this.simd(simd.shuffle)
    this.#code.raw(bytes)
  }

  /** Replaces an address by the vector that lies there. */
  loadVector(offset: number): void {
    this.simd(simd.load)
    this.#memory(0, offset)
  }

  /** Takes an address and a vector. */
  storeVector(offset: number): void {
    this.simd(simd.store)
    this.#memory(0, offset)
  }

  loadInteger(offset: number): void {
    this.#code.byte(plain.i32Load)
    this.#memory(2, offset)
  }

  loadDouble(offset: number): void {
    this.#code.byte(plain.f64Load)
    this.#memory(3, offset)
  }

  /** Takes an address and a float64. */
  storeDouble(offset: number): void {
    this.#code.byte(plain.f64Store)
    this.#memory(3, offset)
  }

  /** A SIMD instruction for one lane. */
  lane(opcode: number, lane: number): void {
    this.simd(opcode)
    this.#code.byte(lane)
  }

  call(index: number): void {
    this.#indexed(plain.call, index)
  }

  /** `local = local + amount`. */
  advance(local: Local, amount: number): void {
    if (amount === 0) return
    this.get(local)
    this.integer(amount)
    this.plain(plain.i32Add)
    this.set(local)
  }

  /** A loop that runs its body, then again as long as the body leaves a non-zero integer. */
  repeatWhile(body: () => void): void {
    this.plain(plain.loop)
    this.plain(plain.emptyBlock)
    body()
    this.#indexed(plain.brIf, 0)
    this.plain(plain.end)
  }

  /** A loop that runs its body as often as a local, which is not 0, says, and leaves 0 there. */
  countDown(local: Local, body: () => void): void {
    this.repeatWhile(() => {
      body()
      this.get(local)
      this.integer(1)
      this.plain(plain.i32Subtract)
      this.tee(local)
    })
  }

  /** Runs the body if the integer on the stack is not zero. */
  when(body: () => void): void {
    this.plain(plain.if)
    this.plain(plain.emptyBlock)
    body()
    this.plain(plain.end)
  }

  /** The function as it stands in the code section. */
  encoded(): number[] {
    const writer = new ByteWriter()
    writer.unsigned(this.#locals.length)
    for (const type of this.#locals) {
      writer.unsigned(1)
      writer.byte(types[type])
    }
    writer.raw(this.#code.bytes)
    writer.byte(plain.end)
    return writer.bytes
  }

  #indexed(opcode: number, index: number): void {
    this.#code.byte(opcode)
    this.#code.unsigned(index)
  }

  #memory(alignment: number, offset: number): void {
    this.#code.unsigned(alignment)
    this.#code.unsigned(offset)
  }
}
