import type { FloatArray, SignalShape, ValueId } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { CompiledPlan, CompiledStage } from '../compile/compiled-plan.js'
import { laneType, rowBytes } from '../emit/lane-type.js'
import type { Heap } from './heap.js'
import { copyIn, copyOut } from './signal-copy.js'

/** Groups of neighbouring tiles whose sums are joined in order; the unit that a thread may take. */
const largestGroupCount = 32

/** Kernels may read a little beyond the last value of a row; and threads shall not write into one cache line. */
const arenaGap = 128

/** How a batch is cut into groups; follows from the batch size and the plan alone. */
export interface Grouping {
  /** Units of work in all, and in a group. */
  readonly units: number
  readonly groupUnits: number
  readonly count: number
}

/** The memory of one program: vectors from the start, signals for the largest batch so far. */
export class ProgramMemory {
  readonly #compiled: CompiledPlan
  readonly #heap: Heap
  readonly #table: number
  readonly #vectors: number
  readonly #threads: number
  readonly #parameterValues: Set<ValueId>
  #batchBlocks: number[] = []
  #partials = 0
  #arena = 0
  #capacity = 0

  /** @param threads threads that may work at the same time */
  constructor(compiled: CompiledPlan, heap: Heap, threads: number) {
    this.#compiled = compiled
    this.#heap = heap
    this.#threads = threads
    const { plan, table } = compiled
    this.#parameterValues = new Set(plan.parameters.map((parameter) => parameter.value))
    const blocks: number[] = []
    this.#table = this.#takeOrRelease(4 * table.length, blocks)
    const own = [...table.vectors.keys()].filter((value) => !this.#parameterValues.has(value))
    const lengths = own.map((value) => this.#vectorLength(value))
    const vectorBytes = 8 * (plan.parameterLength + lengths.reduce((sum, length) => sum + length, 0))
    this.#vectors = this.#takeOrRelease(vectorBytes, blocks)
    heap.bytes.fill(0, this.#vectors, this.#vectors + vectorBytes)
    for (const { value, offset } of plan.parameters)
      this.#setSlot(table.vectors.get(value)!, this.#vectors + 8 * offset)
    let address = this.#vectors + 8 * plan.parameterLength
    own.forEach((value, k) => {
      this.#setSlot(table.vectors.get(value)!, address)
      address += 8 * lengths[k]!
    })
  }

  get table(): number {
    return this.#table
  }

  /** The first arena: there is one for each thread, or for each group of tiles if these are fewer. */
  get arena(): number {
    return this.#arena
  }

  /** Address of the sums of the first group. */
  get partials(): number {
    return this.#partials
  }

  /** Samples that the signals have room for. */
  get capacity(): number {
    return this.#capacity
  }

  grouping({ tile, bandCount }: CompiledStage, batch: number): Grouping {
    const units = batch * bandCount
    const tiles = Math.ceil(units / tile)
    const tilesPerGroup = Math.ceil(tiles / largestGroupCount)
    return { units, groupUnits: tilesPerGroup * tile, count: Math.ceil(tiles / tilesPerGroup) }
  }

  /** Bytes from one arena of a stage to the next. */
  arenaStride({ arenaBytes }: CompiledStage): number {
    return 64 * Math.ceil(arenaBytes / 64) + arenaGap
  }

  /** Makes room for a batch; what the signals held is lost if there was too little. */
  reserve(batch: number): void {
    if (batch <= this.#capacity) return
    this.#releaseBatch()
    const { table, stages } = this.#compiled
    const blocks: number[] = []
    const storages = [...table.storages].map(([storage, slot]) => ({ slot, bytes: batch * storage.sample }))
    const samples = [...table.samples.values()].map((slot) => ({ slot, bytes: 8 * batch }))
    const groups = stages.map((stage) => this.grouping(stage, batch).count)
    const partialBytes = Math.max(0, ...stages.map((stage, k) => stage.partialBytes * groups[k]!))
    const arenaBytes = Math.max(
      0,
      ...stages.map((stage, k) => this.arenaStride(stage) * Math.min(this.#threads, groups[k]!)),
    )
    this.#heap.expectRoom([...storages, ...samples].reduce((sum, { bytes }) => sum + bytes, partialBytes + arenaBytes))
    for (const { slot, bytes } of [...storages, ...samples]) this.#setSlot(slot, this.#takeOrRelease(bytes, blocks))
    this.#partials = this.#takeOrRelease(partialBytes, blocks)
    this.#arena = this.#takeOrRelease(arenaBytes, blocks)
    this.#batchBlocks = blocks
    this.#capacity = batch
  }

  /** Gives everything back. */
  release(): void {
    this.#releaseBatch()
    for (const block of [this.#table, this.#vectors]) this.#heap.release(block)
  }

  get parameters(): Float64Array {
    return this.#doubles(this.#vectors, this.#compiled.plan.parameterLength)
  }

  /** View of a vector, good until the memory grows. */
  vector(value: ValueId): Float64Array {
    return this.#doubles(this.#slot(this.#compiled.table.vectors.get(value)!), this.#vectorLength(value))
  }

  /** Address of a vector. */
  vectorAddress(value: ValueId): number {
    return this.#slot(this.#compiled.table.vectors.get(value)!)
  }

  /** View of a value with one number per sample, good until the memory grows. */
  samples(value: ValueId, batch: number): Float64Array {
    return this.#doubles(this.#slot(this.#compiled.table.samples.get(value)!), batch)
  }

  writeSignal(value: ValueId, data: FloatArray, batch: number): void {
    const { start, row, shape } = this.#signal(value)
    copyIn(data, this.#values, start, shape, batch, row)
  }

  readSignal(value: ValueId, target: FloatArray, batch: number): void {
    const { start, row, sample, shape } = this.#signal(value)
    copyOut(this.#values, start, sample, target, shape, batch, row)
  }

  clearSignal(value: ValueId): void {
    const { storage } = this.#compiled.placement.of(value)
    const start = this.#slot(this.#compiled.table.storages.get(storage)!)
    this.#heap.bytes.fill(0, start, start + this.#capacity * storage.sample)
  }

  /** Address of a whole-batch signal and the bytes it takes for a batch. */
  signalBlock(value: ValueId, batch: number): { slot: number; start: number; bytes: number; isView: boolean } {
    const { storage, channel } = this.#compiled.placement.of(value)
    const slot = this.#compiled.table.storages.get(storage)!
    const type = this.#compiled.plan.values[value]!
    const channels = type.kind === 'signal' ? type.shape.channels : 0
    const isView = channels !== storage.shape.channels
    return { slot, start: this.#slot(slot) + channel * storage.plane, bytes: batch * storage.sample, isView }
  }

  /** Sets where a slot of the address table points. */
  pointSlot(slot: number, address: number): void {
    this.#setSlot(slot, address)
  }

  #signal(value: ValueId): { start: number; row: number; sample: number; shape: SignalShape } {
    const { plan, placement } = this.#compiled
    const shape = shapeOf(plan, value)
    const { size } = laneType(plan.dtype)
    const { storage } = placement.of(value)
    return {
      start: this.signalBlock(value, 1).start / size,
      row: rowBytes(plan.dtype, shape.width) / size,
      sample: storage.sample / size,
      shape,
    }
  }

  get #values(): FloatArray {
    return this.#compiled.plan.dtype === 'float32' ? this.#heap.floats : this.#heap.doubles
  }

  #doubles(address: number, length: number): Float64Array {
    return this.#heap.doubles.subarray(address / 8, address / 8 + length)
  }

  #vectorLength(value: ValueId): number {
    const type = this.#compiled.plan.values[value]!
    return type.kind === 'vector' ? type.length : 0
  }

  #slot(slot: number): number {
    return this.#heap.integers[this.#table / 4 + slot]!
  }

  #setSlot(slot: number, address: number): void {
    this.#heap.integers[this.#table / 4 + slot] = address
  }

  #releaseBatch(): void {
    for (const block of this.#batchBlocks) this.#heap.release(block)
    this.#batchBlocks = []
    this.#capacity = 0
  }

  #takeOrRelease(bytes: number, taken: number[]): number {
    try {
      const block = this.#heap.take(bytes)
      taken.push(block)
      return block
    } catch (error) {
      for (const block of taken) this.#heap.release(block)
      throw error
    }
  }
}
