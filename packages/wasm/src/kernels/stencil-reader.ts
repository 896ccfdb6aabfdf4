import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { type LaneType, laneType, rowBytes, vectorBytes } from '../emit/lane-type.js'
import { plain } from '../emit/opcodes.js'
import { emitGather, gatherOf } from './gather.js'
import type { MapSpec, StencilSource, TapSource } from './map-spec.js'
import { columnRuns, type LaneRead, type Run, rowRuns, type Term } from './stencil-table.js'
import type { StencilWeights } from './stencil-weights.js'

/**
 * Emits the values of a convolution (or its transpose), and what single kernel entries read,
 * inside the row loop of a map.
 */
export class StencilReader {
  readonly rowRuns: readonly Run<number>[]
  readonly columnRuns: readonly Run<readonly LaneRead[]>[]
  readonly #code: FunctionBuilder
  readonly #type: LaneType
  readonly #source: StencilSource
  readonly #weights: StencilWeights | null
  readonly #isShared: boolean
  readonly #read = new Map<string, Local>()
  readonly #pool: Local[] = []
  readonly #row: number
  readonly #plane: number
  #pointer: Local = 0
  #rowTerms: readonly Term<number>[] = []
  #columnTerms: readonly Term<readonly LaneRead[]>[] = []
  #vector = 0
  #bias = 0

  /**
   * @param weights null for a source that serves taps alone
   * @param isShared whether taps read too: then every vector is read once and kept
   */
  constructor(
    code: FunctionBuilder,
    spec: MapSpec,
    source: StencilSource,
    weights: StencilWeights | null,
    isShared: boolean,
  ) {
    this.#code = code
    this.#type = laneType(spec.dtype)
    this.#source = source
    this.#weights = weights
    this.#isShared = isShared
    this.#row = rowBytes(spec.dtype, spec.width)
    this.#plane = source.plane
    const { geometry, transposed } = source
    this.rowRuns = rowRuns(geometry, spec.height, transposed)
    this.columnRuns = columnRuns(geometry, spec.width, this.#type.lanes, transposed)
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

  /**
   * Reads through a cursor from now on, which moves back so that no read lies before it:
   * offsets of loads are not negative.
   */
  moveTo(cursor: Local): void {
    this.#pointer = cursor
    this.#code.get(cursor)
    this.#code.integer(this.#bias)
    this.#code.plain(plain.i32Add)
    this.#code.set(cursor)
  }

  /** Forgets what the last body read. */
  startBody(): void {
    this.#read.clear()
  }

  /** Pushes the vector of values `offset` bytes behind the pointer. */
  push(offset: number): void {
    const { width } = this.#source.geometry
    let isFirst = true
    for (let channel = 0; channel < this.#sources(); channel++) {
      for (const row of this.#rowTerms) {
        for (const column of this.#columnTerms) {
          if (this.#weights!.isZero(channel, row.tap * width + column.tap)) continue
          this.#pushRead(channel, row, column, offset)
          this.#code.get(this.#weights!.of(channel, row.tap * width + column.tap))
          this.#code.simd(this.#type.opcodes.multiply)
          if (!isFirst) this.#code.simd(this.#type.opcodes.add)
          isFirst = false
        }
      }
    }
    if (isFirst) this.#pushNothing()
  }

  /** Pushes what one kernel entry reads. Only a transpose could have several terms for an entry, and it has no taps. */
  pushTap({ channel, row, column }: TapSource, offset: number): void {
    const rowTerm = this.#rowTerms.find((term) => term.tap === row)
    const columnTerm = this.#columnTerms.find((term) => term.tap === column)
    if (rowTerm === undefined || columnTerm === undefined) this.#pushNothing()
    else this.#pushRead(channel, rowTerm, columnTerm, offset)
  }

  #pushRead(channel: number, row: Term<number>, column: Term<readonly LaneRead[]>, offset: number): void {
    const key = `${channel},${row.read},${this.#columnTerms.indexOf(column)}`
    const known = this.#read.get(key)
    if (known !== undefined) {
      this.#code.get(known)
      return
    }
    const address = offset - this.#bias + channel * this.#plane + row.read * this.#row
    emitGather(this.#code, this.#type, this.#gather(column), this.#pointer, address)
    if (!this.#isShared) return
    const local = (this.#pool[this.#read.size] ??= this.#code.local('v128'))
    this.#code.tee(local)
    this.#read.set(key, local)
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
}
