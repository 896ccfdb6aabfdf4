import { NumeuralError } from '@numeural/errors'

const pageBytes = 65536
const maximumPages = 65536
const alignment = 64

/** Kernels may read a little beyond the last value of a row; blocks end this much earlier than they are taken. */
const slack = 64

interface Block {
  readonly start: number
  readonly bytes: number
}

/** Hands out blocks of one WebAssembly memory, which grows as needed. Freed blocks are used again. */
export class Heap {
  readonly memory: WebAssembly.Memory
  #free: Block[] = []
  readonly #taken = new Map<number, number>()
  #end: number
  #bytes = new Uint8Array(0)
  #floats = new Float32Array(0)
  #doubles = new Float64Array(0)
  #integers = new Uint32Array(0)

  constructor(memory: WebAssembly.Memory, base: number) {
    this.memory = memory
    this.#end = aligned(base)
  }

  /** Address of a new block; what lies there is left from earlier. */
  take(bytes: number): number {
    const size = aligned(bytes + slack)
    const index = this.#smallestFit(size)
    const start = index < 0 ? this.#extend(size) : this.#cut(index, size)
    this.#taken.set(start, size)
    return start
  }

  /** Refuses at once what cannot fit however the free blocks lie. */
  expectRoom(bytes: number): void {
    if (this.usedBytes + bytes > maximumPages * pageBytes) throw outOfMemory(bytes)
  }

  /** Gives a block back. */
  release(start: number): void {
    const bytes = this.#taken.get(start)
    if (bytes === undefined) throw new Error(`no block starts at ${start}`)
    this.#taken.delete(start)
    this.#free.push({ start, bytes })
    this.#free.sort((a, b) => a.start - b.start)
    this.#free = this.#free.reduce<Block[]>((merged, block) => {
      const last = merged.at(-1)
      if (last !== undefined && last.start + last.bytes === block.start) {
        merged[merged.length - 1] = { start: last.start, bytes: last.bytes + block.bytes }
      } else merged.push(block)
      return merged
    }, [])
  }

  /** Bytes of the blocks that are taken. */
  get usedBytes(): number {
    let sum = 0
    for (const bytes of this.#taken.values()) sum += bytes
    return sum
  }

  /** Views of the memory as it is now: growing it makes new ones. */
  get bytes(): Uint8Array {
    this.#refresh()
    return this.#bytes
  }

  get floats(): Float32Array {
    this.#refresh()
    return this.#floats
  }

  get doubles(): Float64Array {
    this.#refresh()
    return this.#doubles
  }

  get integers(): Uint32Array {
    this.#refresh()
    return this.#integers
  }

  #refresh(): void {
    const { buffer } = this.memory
    if (this.#bytes.buffer === buffer) return
    this.#bytes = new Uint8Array(buffer)
    this.#floats = new Float32Array(buffer)
    this.#doubles = new Float64Array(buffer)
    this.#integers = new Uint32Array(buffer)
  }

  #smallestFit(size: number): number {
    let best = -1
    this.#free.forEach((block, index) => {
      if (block.bytes >= size && (best < 0 || block.bytes < this.#free[best]!.bytes)) best = index
    })
    return best
  }

  #cut(index: number, size: number): number {
    const { start, bytes } = this.#free[index]!
    if (bytes > size) this.#free[index] = { start: start + size, bytes: bytes - size }
    else this.#free.splice(index, 1)
    return start
  }

  #extend(size: number): number {
    const last = this.#free.at(-1)
    const start = last !== undefined && last.start + last.bytes === this.#end ? last.start : this.#end
    const pages = Math.ceil((start + size) / pageBytes)
    const missing = pages - this.memory.buffer.byteLength / pageBytes
    if (pages > maximumPages || (missing > 0 && !this.#grow(missing))) throw outOfMemory(size)
    if (start !== this.#end) this.#free.pop()
    this.#end = start + size
    return start
  }

  #grow(pages: number): boolean {
    try {
      this.memory.grow(pages)
      return true
    } catch {
      return false
    }
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment
}

function outOfMemory(bytes: number): NumeuralError {
  return new NumeuralError(`The wasm backend needs ${bytes} bytes more, and its memory cannot grow that far.`, {
    code: 'WASM_MEMORY',
    given: bytes,
    allowed: '4 GiB of WebAssembly memory in all, as far as the machine has it',
    hint: 'Run smaller batches or smaller images, or dispose programs that are no longer needed.',
  })
}
