import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { type LaneType, laneType, loadSplat, rowBytes, vectorBytes } from '../emit/lane-type.js'
import { plain } from '../emit/opcodes.js'
import { emitGather, gatherOf } from './gather.js'
import type { MapSpec, StencilSource } from './map-spec.js'
import { columnRuns, type LaneRead, type Run, rowRuns, type Term } from './stencil-table.js'

/** Emits the values of a convolution (or its transpose) inside the row loop of a map. */
export class StencilReader {
  readonly rowRuns: readonly Run<number>[]
  readonly columnRuns: readonly Run<readonly LaneRead[]>[]
  readonly #code: FunctionBuilder
  readonly #type: LaneType
  readonly #source: StencilSource
  readonly #weights: Local
  readonly #splats: Local[]
  readonly #row: number
  readonly #plane: number
  #pointer: Local = 0
  #rowTerms: readonly Term<number>[] = []
  #columnTerms: readonly Term<readonly LaneRead[]>[] = []
  #vector = 0
  #bias = 0

  constructor(code: FunctionBuilder, spec: MapSpec, source: StencilSource, weights: Local) {
    this.#code = code
    this.#type = laneType(spec.dtype)
    this.#source = source
    this.#weights = weights
    this.#row = rowBytes(spec.dtype, spec.width)
    this.#plane = spec.height * this.#row
    const { geometry, transposed } = source
    this.rowRuns = rowRuns(geometry, spec.height, transposed)
    this.columnRuns = columnRuns(geometry, spec.width, this.#type.lanes, transposed)
    this.#splats = Array.from({ length: this.#sources() * geometry.height * geometry.width }, () => code.local('v128'))
  }

  /** Puts the weights of the current channel into every lane of their locals. */
  loadWeights(): void {
    const { geometry, transposed } = this.#source
    const taps = geometry.height * geometry.width
    const step = transposed ? geometry.inputChannels * taps : taps
    this.#splats.forEach((local, k) => {
      this.#code.get(this.#weights)
      loadSplat(this.#code, this.#type, 8 * (Math.floor(k / taps) * step + (k % taps)))
      this.#code.set(local)
    })
  }

  /** Moves on to the weights of the next channel of the map. */
  nextChannel(): void {
    this.#code.advance(this.#weights, this.#channelBytes())
  }

  firstChannel(channels: number): void {
    this.#code.advance(this.#weights, -channels * this.#channelBytes())
  }

  chooseRows(terms: readonly Term<number>[]): void {
    this.#rowTerms = terms
  }

  chooseColumns(terms: readonly Term<readonly LaneRead[]>[], vector: number): void {
    this.#columnTerms = terms
    this.#vector = vector
    const rowOffsets = this.#rowTerms.map((term) => term.read * this.#row)
    const windows = terms.flatMap((term) => this.#gather(term).windows).map((window) => window * this.#type.size)
    this.#bias = Math.min(0, ...rowOffsets) + Math.min(0, ...windows)
  }

  /** Reads through a cursor from now on, which moves back so that no read lies before it: offsets of loads are not negative. */
  moveTo(cursor: Local): void {
    this.#pointer = cursor
    this.#code.get(cursor)
    this.#code.integer(this.#bias)
    this.#code.plain(plain.i32Add)
    this.#code.set(cursor)
  }

  /** Pushes the vector of values `offset` bytes behind the pointer. */
  push(offset: number): void {
    const { width } = this.#source.geometry
    const taps = this.#source.geometry.height * width
    let isFirst = true
    for (let channel = 0; channel < this.#sources(); channel++) {
      for (const row of this.#rowTerms) {
        for (const column of this.#columnTerms) {
          const address = offset - this.#bias + channel * this.#plane + row.read * this.#row
          emitGather(this.#code, this.#type, this.#gather(column), this.#pointer, address)
          this.#code.get(this.#splats[channel * taps + row.tap * width + column.tap]!)
          this.#code.simd(this.#type.opcodes.multiply)
          if (!isFirst) this.#code.simd(this.#type.opcodes.add)
          isFirst = false
        }
      }
    }
    if (isFirst) this.#pushNothing()
  }

  /** No kernel entry reaches this position: the value is 0. */
  #pushNothing(): void {
    this.#code.vector(new Uint8Array(vectorBytes))
  }

  #gather(term: Term<readonly LaneRead[]>): ReturnType<typeof gatherOf> {
    return gatherOf(term.read, this.#vector * this.#type.lanes, this.#row / this.#type.size)
  }

  #sources(): number {
    const { geometry, transposed } = this.#source
    return transposed ? geometry.outputChannels : geometry.inputChannels
  }

  #channelBytes(): number {
    const { geometry, transposed } = this.#source
    const taps = geometry.height * geometry.width
    return 8 * (transposed ? taps : geometry.inputChannels * taps)
  }
}
