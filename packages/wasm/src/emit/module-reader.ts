import { type WasmType, wasmType } from './opcodes.js'

/** A function of a compiled module. */
export interface FunctionBody {
  /** Types of the parameters. */
  readonly parameters: readonly WasmType[]
  /** Types of the further local variables. */
  readonly locals: readonly WasmType[]
  /** Its instructions, the last `end` left out. */
  readonly code: Uint8Array
}

const sections = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const

/** Reads functions out of a WebAssembly binary that imports nothing but a memory. */
export class ModuleReader {
  readonly #bytes: Uint8Array
  readonly #starts = new Map<number, number>()
  readonly #byName = new Map<string, number>()
  readonly #names = new Map<number, string>()
  #at = 8

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    while (this.#at < bytes.length) {
      const section = this.#byte()
      const size = this.#unsigned()
      this.#starts.set(section, this.#at)
      this.#at += size
    }
    this.#readExports()
  }

  /** Name under which a function is exported. */
  nameOf(index: number): string | undefined {
    return this.#names.get(index)
  }

  /** An exported function. */
  body(name: string): FunctionBody {
    const index = this.#byName.get(name)
    if (index === undefined) throw new Error(`no function ${name} among the fixed kernels`)
    const parameters = this.#parameters(index)
    this.#at = this.#starts.get(sections.code)!
    this.#unsigned()
    for (let k = 0; k < index; k++) this.#skip(this.#unsigned())
    const size = this.#unsigned()
    const end = this.#at + size - 1
    const locals = this.#list(() => {
      const count = this.#unsigned()
      return new Array<WasmType>(count).fill(wasmType(this.#byte()))
    }).flat()
    return { parameters, locals, code: this.#bytes.subarray(this.#at, end) }
  }

  #parameters(index: number): WasmType[] {
    this.#at = this.#starts.get(sections.function)!
    const types = this.#list(() => this.#unsigned())
    this.#at = this.#starts.get(sections.type)!
    return this.#list(() => {
      this.#byte()
      const parameters = this.#list(() => this.#byte())
      this.#list(() => this.#byte())
      return parameters
    })[types[index]!]!.map(wasmType)
  }

  #readExports(): void {
    this.#at = this.#starts.get(sections.export)!
    this.#list(() => {
      const length = this.#unsigned()
      const name = new TextDecoder().decode(this.#bytes.subarray(this.#at, this.#at + length))
      this.#skip(length)
      const isFunction = this.#byte() === 0
      const index = this.#unsigned()
      if (!isFunction) return
      this.#byName.set(name, index)
      this.#names.set(index, name)
    })
  }

  #list<Entry>(read: () => Entry): Entry[] {
    return Array.from({ length: this.#unsigned() }, read)
  }

  #skip(bytes: number): void {
    this.#at += bytes
  }

  #byte(): number {
    return this.#bytes[this.#at++]!
  }

  /** Unsigned LEB128. */
  #unsigned(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }
}
