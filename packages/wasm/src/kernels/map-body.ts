import { FunctionBuilder, type Local } from '../emit/function-builder.js'
import { type LaneType, laneType, loadSplat, rowBytes, vectorBytes } from '../emit/lane-type.js'
import type { ModuleBuilder } from '../emit/module-builder.js'
import { plain, simd, type WasmType } from '../emit/opcodes.js'
import { ElementaryFunctions } from './elementary-functions.js'
import { GraphEmitter, type Level, level } from './graph-emitter.js'
import type { MapSource, MapSpec } from './map-spec.js'
import { RowPointers } from './row-pointers.js'
import { StencilReader } from './stencil-reader.js'
import { commonRuns } from './stencil-table.js'
import { StencilWeights } from './stencil-weights.js'
import { SumAccumulators } from './sum-accumulators.js'

/** Beyond this number of nodes a loop body is not doubled. */
const unrollLimit = 64

/** A map of more channels has one code for all of them. */
export const mostSeparate = 6

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

/**
 * The innermost part of a map kernel: its pointers, and the loops along a row.
 * What goes through rows, channels and samples uses it.
 */
export class MapBody {
  readonly spec: MapSpec
  readonly code: FunctionBuilder
  readonly graph: GraphEmitter
  readonly rows: RowPointers
  readonly sums: SumAccumulators
  readonly stencils = new Map<string, StencilReader>()
  readonly #type: LaneType
  readonly #pointers = new Map<string, Local>()
  readonly #weights = new Map<string, StencilWeights>()
  readonly #vectors: Local[]
  #counter: Local | undefined
  #bodyOffset = 0
  #isMasked = false

  /**
   * Emits the end of a run of sums: it counts. Where some rows do not, whoever goes through the rows says otherwise.
   */
  endRun: () => void = () => this.sums.flush()

  /** @param leading parameters of the kernel before its pointers */
  constructor(spec: MapSpec, module: ModuleBuilder, leading: number) {
    this.spec = spec
    this.#type = laneType(spec.dtype)
    const parameters: WasmType[] = new Array(leading).fill('i32')
    const parameter = (): Local => parameters.push('i32') - 1
    const weights = new Map<string, Local>()
    for (const [name, source] of Object.entries(spec.sources)) {
      if (source.kind === 'tap') continue
      this.#pointers.set(name, parameter())
      if (source.kind === 'stencil' && source.weights === name) weights.set(name, parameter())
    }
    const targets = spec.targets.map(({ plane, sampleStride }) => ({
      local: parameter(),
      sampleStride,
      channelStride: plane,
    }))
    this.#vectors = [...new Set(spec.sums.map(({ vector }) => vector))].map(parameter)
    this.code = new FunctionBuilder(parameters)
    this.rows = new RowPointers(this.code)
    this.sums = new SumAccumulators(this.code, this.#type, spec.sums.length, spec.isBanded)
    this.#addSources(weights)
    for (const target of targets) this.rows.addTarget(target)
    this.graph = new GraphEmitter(
      this.code,
      this.#type,
      spec.graph,
      { level: (name) => levels[spec.sources[name]!.kind], push: (name) => this.#pushInput(name) },
      new ElementaryFunctions(this.code, module),
    )
  }

  #addSources(weights: ReadonlyMap<string, Local>): void {
    const { spec, code } = this
    const tapped = new Set(Object.values(spec.sources).flatMap((each) => (each.kind === 'tap' ? [each.stencil] : [])))
    for (const [name, source] of Object.entries(spec.sources)) {
      if (source.kind !== 'signal' && source.kind !== 'stencil') continue
      const local = this.#pointers.get(name)!
      const { sampleStride, plane } = source
      const isWhole = source.kind === 'signal' && !source.oneChannel
      this.rows.addSource(name, { local, sampleStride, channelStride: isWhole ? plane : 0 })
      if (source.kind === 'signal') continue
      const pointer = weights.get(name)
      if (pointer !== undefined) this.#weights.set(name, new StencilWeights(code, spec.dtype, source, pointer))
      const used = source.weights === null ? null : this.#weights.get(source.weights)!
      this.stencils.set(name, new StencilReader(code, spec, source, used, tapped.has(name)))
    }
  }

  /** Bytes of a row. */
  get rowBytes(): number {
    return rowBytes(this.spec.dtype, this.spec.width)
  }

  get hasSums(): boolean {
    return this.spec.sums.length > 0
  }

  /** Whether every channel has sums of its own. */
  get sumsPerChannel(): boolean {
    return this.spec.channels > 1 && this.spec.sums.some(({ channelStride }) => channelStride > 0)
  }

  /** Values in the last vector of a row; 0 if it is full. */
  get lastLanes(): number {
    return this.spec.width % this.#type.lanes
  }

  /** Whether the code for each channel of the map is emitted apart, so that it leaves out what is known to be 0. */
  get separatesChannels(): boolean {
    if (this.spec.channels > mostSeparate) return false
    return Object.values(this.spec.sources).some(
      (source) => source.kind === 'stencil' && source.geometry.zeros !== undefined && source.weights !== null,
    )
  }

  /** Says for which channel code is emitted; null for any. */
  chooseChannel(channel: number | null): void {
    for (const weights of this.#weights.values()) weights.chooseChannel(channel)
  }

  loadWeights(): void {
    for (const weights of this.#weights.values()) weights.load()
  }

  storeSums(): void {
    this.spec.sums.forEach(({ vector, element }, index) => {
      this.sums.store(index, this.#vectors[vector]!, 8 * element)
    })
  }

  /** Moves the pointers of what is given by channel (vectors, weights, sums) by so many channels. */
  advanceChannels(channels: number): void {
    for (const [name, source] of Object.entries(this.spec.sources)) {
      if (source.kind === 'vector') this.code.advance(this.#pointers.get(name)!, 8 * channels)
    }
    for (const weights of this.#weights.values()) weights.advance(channels)
    if (!this.sumsPerChannel) return
    this.#vectors.forEach((pointer, vector) => {
      const { channelStride } = this.spec.sums.find((sum) => sum.vector === vector)!
      this.code.advance(pointer, 8 * channels * channelStride)
    })
  }

  /** Moves the pointers of what is given by sample. */
  advanceSample(): void {
    for (const [name, source] of Object.entries(this.spec.sources)) {
      if (source.kind === 'sample') this.code.advance(this.#pointers.get(name)!, 8)
    }
  }

  /** Emits the code for all channels: a loop, or one after the other. */
  channels(channel: () => void): void {
    const { channels } = this.spec
    if (this.separatesChannels || channels === 1) {
      for (let k = 0; k < channels; k++) {
        this.chooseChannel(k)
        channel()
      }
      return
    }
    const counter = this.code.local('i32')
    this.code.integer(channels)
    this.code.set(counter)
    this.code.countDown(counter, channel)
  }

  /** One row at the pointers, in parts within which every stencil reads alike. */
  row(): void {
    const stencils = [...this.stencils.values()]
    const vectors = this.rowBytes / vectorBytes
    const tables = stencils.map((stencil) => stencil.columnRuns)
    const isCut = this.hasSums && this.lastLanes > 0
    const last = [0, vectors - 1].map((start) => ({ start, count: 1, terms: [] }))
    for (const part of commonRuns(isCut ? [...tables, last] : tables, vectors)) {
      this.#isMasked = isCut && part.start === vectors - 1
      stencils.forEach((stencil, k) => {
        stencil.chooseColumns(part.terms[k]!, part.start)
      })
      this.rows.withCursors(part.start * vectorBytes, () => {
        for (const [name, stencil] of this.stencils) stencil.moveTo(this.rows.source(name))
        this.vectors(part.count)
      })
    }
    this.#isMasked = false
  }

  /** Goes through a known number of vectors that lie one behind the other. */
  vectors(count: number): void {
    if (!this.hasSums || count <= longestRun) {
      this.#fewVectors(count)
      return
    }
    const runs = this.code.local('i32')
    this.code.integer(Math.floor(count / longestRun))
    this.code.set(runs)
    this.code.countDown(runs, () => {
      this.#fewVectors(longestRun)
      this.endRun()
    })
    this.#fewVectors(count % longestRun)
  }

  /** Goes through the number of vectors on the stack. */
  countedVectors(): void {
    const { code } = this
    const vectors = code.local('i32')
    const pairs = code.local('i32')
    code.tee(vectors)
    code.integer(1)
    code.plain(plain.i32ShiftRightUnsigned)
    code.tee(pairs)
    code.when(() => this.#repeat(pairs, 2))
    code.get(vectors)
    code.integer(1)
    code.plain(plain.i32And)
    code.when(() => {
      this.#body(0)
      this.rows.advance(() => vectorBytes)
    })
  }

  #fewVectors(count: number): void {
    const unroll = this.spec.graph.nodes.length > unrollLimit ? 1 : 2
    const rounds = Math.floor(count / unroll)
    if (rounds === 1) {
      for (let k = 0; k < unroll; k++) this.#body(k * vectorBytes)
      this.rows.advance(() => unroll * vectorBytes)
    } else if (rounds > 1) {
      const counter = (this.#counter ??= this.code.local('i32'))
      this.code.integer(rounds)
      this.code.set(counter)
      this.#repeat(counter, unroll)
    }
    if (count > rounds * unroll) {
      this.#body(0)
      this.rows.advance(() => vectorBytes)
    }
  }

  #repeat(counter: Local, unroll: number): void {
    this.code.countDown(counter, () => {
      for (let k = 0; k < unroll; k++) this.#body(k * vectorBytes)
      this.rows.advance(() => unroll * vectorBytes)
    })
  }

  #body(offset: number): void {
    this.#bodyOffset = offset
    this.graph.startBody()
    for (const stencil of this.stencils.values()) stencil.startBody()
    const { outputs } = this.spec.graph
    const targets = this.spec.targets.length
    for (let index = 0; index < targets; index++) {
      this.code.get(this.rows.target(index))
      this.graph.push(outputs[index]!)
      this.code.storeVector(offset)
    }
    for (let index = targets; index < outputs.length; index++) {
      this.sums.add(index - targets, () => this.#pushSummand(outputs[index]!))
    }
  }

  #pushSummand(id: number): void {
    this.graph.push(id)
    if (!this.#isMasked) return
    const mask = new Uint8Array(vectorBytes)
    mask.fill(255, 0, this.lastLanes * this.#type.size)
    this.code.vector(mask)
    this.code.simd(simd.and)
  }

  #pushInput(name: string): void {
    const source = this.spec.sources[name]!
    if (source.kind === 'stencil') this.stencils.get(name)!.push(this.#bodyOffset)
    else if (source.kind === 'tap') this.stencils.get(source.stencil)!.pushTap(source, this.#bodyOffset)
    else if (source.kind === 'signal') {
      this.code.get(this.rows.source(name))
      this.code.loadVector(this.#bodyOffset)
    } else {
      this.code.get(this.#pointers.get(name)!)
      loadSplat(this.code, this.#type, 0)
    }
  }
}
