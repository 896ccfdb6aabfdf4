import { ByteWriter } from './byte-writer.js'
import type { FunctionBuilder } from './function-builder.js'
import { types, type WasmType } from './opcodes.js'

/** Pages that a memory may grow to: 4 GiB. */
export const mostPages = 65536

/** Type of a function that may be imported. */
export interface FunctionType {
  readonly parameters: readonly WasmType[]
  readonly results: readonly WasmType[]
}

/** Puts a WebAssembly module together: imported memory and functions, own functions, all own functions exported. */
export class ModuleBuilder {
  readonly #types: string[] = []
  readonly #typeBytes: number[][] = []
  readonly #imports: { name: string; type: number }[] = []
  readonly #functions: { name: string; builder: FunctionBuilder; type: number }[] = []

  /** Index of the imported function `env.<name>`; imports come before own functions. */
  importFunction(name: string, type: FunctionType): number {
    const known = this.#imports.findIndex((entry) => entry.name === name)
    if (known >= 0) return known
    this.#imports.push({ name, type: this.#type(type) })
    return this.#imports.length - 1
  }

  /** Adds a function without results, exported under its name. */
  addFunction(name: string, builder: FunctionBuilder): void {
    this.#functions.push({ name, builder, type: this.#type({ parameters: builder.parameters, results: [] }) })
  }

  /** Names of the imported functions, in order. */
  get imports(): readonly string[] {
    return this.#imports.map((entry) => entry.name)
  }

  /** The binary, for an imported memory that is shared or not. */
  finish(isShared: boolean): Uint8Array<ArrayBuffer> {
    const writer = new ByteWriter()
    writer.raw([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
    section(writer, 1, this.#typeBytes)
    section(writer, 2, [memoryImport(isShared), ...this.#imports.map(({ name, type }) => functionImport(name, type))])
    section(
      writer,
      3,
      this.#functions.map(({ type }) => encode((entry) => entry.unsigned(type))),
    )
    section(
      writer,
      7,
      this.#functions.map(({ name }, index) =>
        encode((entry) => {
          entry.name(name)
          entry.byte(0)
          entry.unsigned(this.#imports.length + index)
        }),
      ),
    )
    section(
      writer,
      10,
      this.#functions.map(({ builder }) => encode((entry) => entry.sized(builder.encoded()))),
    )
    return Uint8Array.from(writer.bytes)
  }

  #type({ parameters, results }: FunctionType): number {
    const key = `${parameters.join()}:${results.join()}`
    const known = this.#types.indexOf(key)
    if (known >= 0) return known
    this.#types.push(key)
    this.#typeBytes.push(
      encode((entry) => {
        entry.byte(0x60)
        entry.sized(parameters.map((type) => types[type]))
        entry.sized(results.map((type) => types[type]))
      }),
    )
    return this.#types.length - 1
  }
}

function encode(write: (writer: ByteWriter) => void): number[] {
  const writer = new ByteWriter()
  write(writer)
  return writer.bytes
}

function section(writer: ByteWriter, id: number, entries: readonly number[][]): void {
  const content = new ByteWriter()
  content.unsigned(entries.length)
  for (const entry of entries) content.raw(entry)
  writer.byte(id)
  writer.sized(content.bytes)
}

function functionImport(name: string, type: number): number[] {
  return encode((entry) => {
    entry.name('env')
    entry.name(name)
    entry.byte(0)
    entry.unsigned(type)
  })
}

function memoryImport(isShared: boolean): number[] {
  return encode((entry) => {
    entry.name('env')
    entry.name('memory')
    entry.byte(2)
    entry.byte(isShared ? 3 : 0)
    entry.unsigned(0)
    if (isShared) entry.unsigned(mostPages)
  })
}
