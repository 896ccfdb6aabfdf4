import { FunctionBuilder, type Local } from '../emit/function-builder.js'
import { type LaneType, laneType, loadSplat, rowBytes, vectorBytes } from '../emit/lane-type.js'
import { ModuleBuilder } from '../emit/module-builder.js'
import { plain, simd, type WasmType } from '../emit/opcodes.js'
import { GraphEmitter, type Level, level } from './graph-emitter.js'
import type { MapSource, MapSpec } from './map-spec.js'
import { RowPointers } from './row-pointers.js'
import { StencilReader } from './stencil-reader.js'
import { commonRuns } from './stencil-table.js'
import { StencilWeights } from './stencil-weights.js'
import { SumAccumulators } from './sum-accumulators.js'

/** Beyond this number of nodes a loop body is not doubled. */
const unrollLimit = 64

/** Vectors that a float32 sum takes in before it goes into float64. */
const longestRun = 64

const levels: Readonly<Record<MapSource['kind'], Level>> = {
  signal: level.value,
  stencil: level.value,
  tap: level.value,
  vector: level.channel,
  element: level.once,
  sample: level.sample,
}

/** Emits the module of a map kernel, one function `run`. */
export function emitMapKernel(spec: MapSpec): ModuleBuilder {
  return new MapKernelEmitter(spec).finish()
}

class MapKernelEmitter {
  readonly #spec: MapSpec
  readonly #type: LaneType
  readonly #module = new ModuleBuilder()
  readonly #code: FunctionBuilder
  readonly #graph: GraphEmitter
  readonly #pointers = new Map<string, Local>()
  readonly #rows: RowPointers
  readonly #stencils = new Map<string, StencilReader>()
  readonly #weights = new Map<string, StencilWeights>()
  readonly #sums: SumAccumulators
  readonly #vectors: Local[]
  readonly #plane: number
  #bodyOffset = 0
  #isMasked = false

  constructor(spec: MapSpec) {
    this.#spec = spec
    this.#type = laneType(spec.dtype)
    this.#plane = spec.height * rowBytes(spec.dtype, spec.width)
    const parameters: WasmType[] = ['i32']
    const parameter = (): Local => parameters.push('i32') - 1
    const weights = new Map<string, Local>()
    for (const [name, source] of Object.entries(spec.sources)) {
      if (source.kind === 'tap') continue
      this.#pointers.set(name, parameter())
      if (source.kind === 'stencil' && source.weights === name) weights.set(name, parameter())
    }
    const targets = spec.targetStrides.map((sampleStride) => ({ local: parameter(), sampleStride }))
    this.#vectors = [...new Set(spec.sums.map(({ vector }) => vector))].map(parameter)
    this.#code = new FunctionBuilder(parameters)
    this.#rows = new RowPointers(this.#code)
    this.#sums = new SumAccumulators(this.#code, this.#type, spec.sums.length)
    const tapped = new Set(Object.values(spec.sources).flatMap((each) => (each.kind === 'tap' ? [each.stencil] : [])))
    for (const [name, source] of Object.entries(spec.sources)) {
      const local = this.#pointers.get(name)!
      if (source.kind === 'signal') {
        const channelStride = source.oneChannel ? 0 : this.#plane
        this.#rows.addSource(name, { local, sampleStride: source.sampleStride, channelStride })
      } else if (source.kind === 'stencil') {
        const pointer = weights.get(name)
        if (pointer !== undefined) {
          this.#weights.set(name, new StencilWeights(this.#code, spec.dtype, source, pointer))
        }
        const used = source.weights === null ? null : this.#weights.get(source.weights)!
        this.#stencils.set(name, new StencilReader(this.#code, spec, source, used, tapped.has(name)))
        this.#rows.addSource(name, { local, sampleStride: source.sampleStride, channelStride: 0 })
      }
    }
    for (const target of targets) this.#rows.addTarget({ ...target, channelStride: this.#plane })
    this.#graph = new GraphEmitter(
      this.#code,
      this.#type,
      spec.graph,
      { level: (name) => levels[spec.sources[name]!.kind], push: (name) => this.#pushInput(name) },
      (name, operands) =>
        this.#module.importFunction(name, { parameters: new Array(operands).fill('v128'), results: ['v128'] }),
    )
  }

  finish(): ModuleBuilder {
    this.#graph.hoist(level.once)
    if (this.#spec.channels === 1) this.#loadWeights()
    if (this.#samplesMerge()) this.#runVectors(null)
    else this.#samples()
    if (!this.#sumsPerChannel()) this.#storeSums()
    this.#module.addFunction('run', this.#code)
    return this.#module
  }

  #loadWeights(): void {
    for (const weights of this.#weights.values()) weights.load()
  }

  /** Whether all channels of a sample may be gone through as one row. */
  #channelsMerge(): boolean {
    const needed = this.#graph.needs(level.channel) || this.#goesByRows() || this.#sumsPerChannel()
    return !needed && this.#rows.all.every((each) => each.channelStride === this.#plane)
  }

  /** Whether all samples may be gone through as one row. */
  #samplesMerge(): boolean {
    const sample = this.#spec.channels * this.#plane
    const needed = this.#graph.needs(level.sample) || !this.#channelsMerge() || this.#hasSums()
    return !needed && this.#rows.all.every((each) => each.sampleStride === sample)
  }

  /** Whether rows are gone through one by one: stencils read differently at their ends, sums leave out what lies behind them. */
  #goesByRows(): boolean {
    return this.#stencils.size > 0 || (this.#hasSums() && this.#lastLanes() > 0)
  }

  #hasSums(): boolean {
    return this.#spec.sums.length > 0
  }

  /** Whether every channel has sums of its own. */
  #sumsPerChannel(): boolean {
    return this.#spec.channels > 1 && this.#spec.sums.some(({ channelStride }) => channelStride > 0)
  }

  /** Values in the last vector of a row; 0 if it is full. */
  #lastLanes(): number {
    return this.#spec.width % this.#type.lanes
  }

  #storeSums(): void {
    this.#spec.sums.forEach(({ vector, element }, index) => {
      this.#sums.store(index, this.#vectors[vector]!, 8 * element)
    })
  }

  /** Moves the pointers of the vectors by channels. */
  #advanceVectors(channels: number): void {
    this.#vectors.forEach((pointer, vector) => {
      const { channelStride } = this.#spec.sums.find((sum) => sum.vector === vector)!
      this.#code.advance(pointer, 8 * channels * channelStride)
    })
  }

  #samples(): void {
    this.#code.repeatWhile(() => {
      this.#graph.hoist(level.sample)
      if (this.#channelsMerge()) {
        this.#runVectors((this.#spec.channels * this.#plane) / vectorBytes)
        this.#rows.advance((each) => each.sampleStride - this.#spec.channels * this.#plane)
      } else {
        this.#channels()
        this.#rows.advance((each) => each.sampleStride - this.#spec.channels * each.channelStride)
      }
      for (const [name, source] of Object.entries(this.#spec.sources)) {
        if (source.kind === 'sample') this.#code.advance(this.#pointers.get(name)!, 8)
      }
      this.#code.get(0)
      this.#code.integer(1)
      this.#code.plain(plain.i32Subtract)
      this.#code.tee(0)
    })
  }

  #channels(): void {
    const { channels } = this.#spec
    const counter = this.#code.local('i32')
    this.#code.integer(channels)
    this.#code.set(counter)
    const vectors = Object.entries(this.#spec.sources).filter(([, source]) => source.kind === 'vector')
    this.#code.repeatWhile(() => {
      this.#graph.hoist(level.channel)
      if (channels > 1) this.#loadWeights()
      if (this.#goesByRows()) this.#rowsOfChannel()
      else this.#runVectors(this.#plane / vectorBytes)
      if (this.#sumsPerChannel()) {
        this.#storeSums()
        this.#advanceVectors(1)
      }
      this.#rows.advance((each) => each.channelStride - this.#plane)
      for (const [name] of vectors) this.#code.advance(this.#pointers.get(name)!, 8)
      for (const weights of this.#weights.values()) weights.advance(1)
      this.#code.get(counter)
      this.#code.integer(1)
      this.#code.plain(plain.i32Subtract)
      this.#code.tee(counter)
    })
    for (const [name] of vectors) this.#code.advance(this.#pointers.get(name)!, -8 * channels)
    for (const weights of this.#weights.values()) weights.advance(-channels)
    if (this.#sumsPerChannel()) this.#advanceVectors(-channels)
  }

  /** Goes through the rows of one channel, in parts within which every stencil reads alike. */
  #rowsOfChannel(): void {
    const { height, width, dtype } = this.#spec
    const row = rowBytes(dtype, width)
    const stencils = [...this.#stencils.values()]
    const parts = commonRuns(
      stencils.map((stencil) => stencil.rowRuns),
      height,
    )
    const counter = this.#code.local('i32')
    for (const part of parts) {
      stencils.forEach((stencil, k) => {
        stencil.chooseRows(part.terms[k]!)
      })
      if (part.count === 1) {
        this.#row()
        this.#rows.advance(() => row)
        continue
      }
      this.#code.integer(part.count)
      this.#code.set(counter)
      this.#code.repeatWhile(() => {
        this.#row()
        this.#rows.advance(() => row)
        this.#code.get(counter)
        this.#code.integer(1)
        this.#code.plain(plain.i32Subtract)
        this.#code.tee(counter)
      })
    }
  }

  #row(): void {
    const stencils = [...this.#stencils.values()]
    const vectors = rowBytes(this.#spec.dtype, this.#spec.width) / vectorBytes
    const tables = stencils.map((stencil) => stencil.columnRuns)
    const isCut = this.#hasSums() && this.#lastLanes() > 0
    const last = [0, vectors - 1].map((start) => ({ start, count: 1, terms: [] }))
    for (const part of commonRuns(isCut ? [...tables, last] : tables, vectors)) {
      this.#isMasked = isCut && part.start === vectors - 1
      stencils.forEach((stencil, k) => {
        stencil.chooseColumns(part.terms[k]!, part.start)
      })
      this.#rows.withCursors(part.start * vectorBytes, () => {
        for (const [name, stencil] of this.#stencils) stencil.moveTo(this.#rows.source(name))
        this.#loop(part.count)
      })
    }
    this.#isMasked = false
    this.#sums.flush()
  }

  /** Goes through vectors that lie one behind the other: a known number of them, or those of all samples. */
  #runVectors(count: number | null): void {
    if (count !== null) {
      this.#loop(count)
      this.#sums.flush()
      return
    }
    const code = this.#code
    const vectors = code.local('i32')
    const pairs = code.local('i32')
    code.get(0)
    code.integer((this.#spec.channels * this.#plane) / vectorBytes)
    code.plain(plain.i32Multiply)
    code.tee(vectors)
    code.integer(1)
    code.plain(plain.i32ShiftRightUnsigned)
    code.tee(pairs)
    code.when(() => this.#repeat(pairs, 2))
    code.get(vectors)
    code.integer(1)
    code.plain(plain.i32And)
    code.when(() => this.#body(0))
  }

  #loop(count: number): void {
    if (!this.#hasSums() || count <= longestRun) {
      this.#shortLoop(count)
      return
    }
    const runs = this.#code.local('i32')
    this.#code.integer(Math.floor(count / longestRun))
    this.#code.set(runs)
    this.#code.repeatWhile(() => {
      this.#shortLoop(longestRun)
      this.#sums.flush()
      this.#code.get(runs)
      this.#code.integer(1)
      this.#code.plain(plain.i32Subtract)
      this.#code.tee(runs)
    })
    this.#shortLoop(count % longestRun)
  }

  #shortLoop(count: number): void {
    const unroll = this.#spec.graph.nodes.length > unrollLimit ? 1 : 2
    const rounds = Math.floor(count / unroll)
    if (rounds === 1) {
      for (let k = 0; k < unroll; k++) this.#body(k * vectorBytes)
      this.#rows.advance(() => unroll * vectorBytes)
    } else if (rounds > 1) {
      const counter = (this.#counter ??= this.#code.local('i32'))
      this.#code.integer(rounds)
      this.#code.set(counter)
      this.#repeat(counter, unroll)
    }
    if (count > rounds * unroll) {
      this.#body(0)
      this.#rows.advance(() => vectorBytes)
    }
  }

  #counter: Local | undefined

  #repeat(counter: Local, unroll: number): void {
    this.#code.repeatWhile(() => {
      for (let k = 0; k < unroll; k++) this.#body(k * vectorBytes)
      this.#rows.advance(() => unroll * vectorBytes)
      this.#code.get(counter)
      this.#code.integer(1)
      this.#code.plain(plain.i32Subtract)
      this.#code.tee(counter)
    })
  }

  #body(offset: number): void {
    this.#bodyOffset = offset
    this.#graph.startBody()
    for (const stencil of this.#stencils.values()) stencil.startBody()
    const { outputs } = this.#spec.graph
    const targets = this.#spec.targetStrides.length
    for (let index = 0; index < targets; index++) {
      this.#code.get(this.#rows.target(index))
      this.#graph.push(outputs[index]!)
      this.#code.storeVector(offset)
    }
    for (let index = targets; index < outputs.length; index++) {
      this.#sums.add(index - targets, () => this.#pushSummand(outputs[index]!))
    }
  }

  #pushSummand(id: number): void {
    this.#graph.push(id)
    if (!this.#isMasked) return
    const mask = new Uint8Array(vectorBytes)
    mask.fill(255, 0, this.#lastLanes() * this.#type.size)
    this.#code.vector(mask)
    this.#code.simd(simd.and)
  }

  #pushInput(name: string): void {
    const source = this.#spec.sources[name]!
    if (source.kind === 'stencil') this.#stencils.get(name)!.push(this.#bodyOffset)
    else if (source.kind === 'tap') this.#stencils.get(source.stencil)!.pushTap(source, this.#bodyOffset)
    else if (source.kind === 'signal') {
      this.#code.get(this.#rows.source(name))
      this.#code.loadVector(this.#bodyOffset)
    } else {
      this.#code.get(this.#pointers.get(name)!)
      loadSplat(this.#code, this.#type, 0)
    }
  }
}
