import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { plain } from '../emit/opcodes.js'

/** A pointer that runs through the rows of a signal. */
export interface RowPointer {
  readonly local: Local
  readonly sampleStride: number
  readonly channelStride: number
}

/** The pointers that a map kernel moves along: one for each signal it reads, by name, and one for each result. */
export class RowPointers {
  readonly #code: FunctionBuilder
  readonly #sources = new Map<string, RowPointer>()
  readonly #targets: RowPointer[] = []
  readonly #cursors: Local[] = []

  constructor(code: FunctionBuilder) {
    this.#code = code
  }

  addSource(name: string, pointer: RowPointer): void {
    this.#sources.set(name, pointer)
  }

  addTarget(pointer: RowPointer): void {
    this.#targets.push(pointer)
  }

  source(name: string): Local {
    return this.#sources.get(name)!.local
  }

  target(index: number): Local {
    return this.#targets[index]!.local
  }

  get all(): RowPointer[] {
    return [...this.#sources.values(), ...this.#targets]
  }

  /** Moves every pointer by so many bytes. */
  advance(amount: (pointer: RowPointer) => number): void {
    for (const each of this.all) this.#code.advance(each.local, amount(each))
  }

  /** Moves every pointer by the bytes in a local. */
  advanceBy(bytes: Local): void {
    this.#moveBy(bytes, plain.i32Add)
  }

  /** Moves every pointer back by the bytes in a local. */
  retreatBy(bytes: Local): void {
    this.#moveBy(bytes, plain.i32Subtract)
  }

  #moveBy(bytes: Local, operation: number): void {
    for (const { local } of this.all) {
      this.#code.get(local)
      this.#code.get(bytes)
      this.#code.plain(operation)
      this.#code.set(local)
    }
  }

  /** Emits a body in which copies of the pointers, `start` bytes further, take their place. */
  withCursors(start: number, body: () => void): void {
    const saved = this.all.map((each) => each.local)
    const cursors = saved.map((local, k) => {
      const cursor = (this.#cursors[k] ??= this.#code.local('i32'))
      this.#code.get(local)
      this.#code.integer(start)
      this.#code.plain(plain.i32Add)
      this.#code.set(cursor)
      return cursor
    })
    this.#relocate(cursors)
    body()
    this.#relocate(saved)
  }

  #relocate(locals: readonly Local[]): void {
    let k = 0
    for (const [name, each] of this.#sources) this.#sources.set(name, { ...each, local: locals[k++]! })
    this.#targets.forEach((each, index) => {
      this.#targets[index] = { ...each, local: locals[k++]! }
    })
  }
}
