import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import type { LaneType } from '../emit/lane-type.js'
import { plain, simd } from '../emit/opcodes.js'

/**
 * Running sums of a map kernel. In float32 a sum takes in a short run of vectors in the lanes' own type, and {@link flush} moves it
 * into two float64 lanes; in float64 there is nothing to move.
 */
export class SumAccumulators {
  readonly #code: FunctionBuilder
  readonly #type: LaneType
  readonly #short: Local[]
  readonly #long: Local[]

  constructor(code: FunctionBuilder, type: LaneType, count: number) {
    this.#code = code
    this.#type = type
    const locals = (): Local[] => Array.from({ length: count }, () => code.local('v128'))
    this.#short = locals()
    this.#long = this.#isFloat ? locals() : this.#short
  }

  get #isFloat(): boolean {
    return this.#type.suffix === 'f32'
  }

  /** Adds what `push` leaves on the stack. */
  add(index: number, push: () => void): void {
    push()
    this.#code.get(this.#short[index]!)
    this.#code.simd(this.#type.opcodes.add)
    this.#code.set(this.#short[index]!)
  }

  /** Ends a run. */
  flush(): void {
    if (!this.#isFloat) return
    this.#short.forEach((short, index) => {
      const long = this.#long[index]!
      this.#code.get(long)
      this.#code.get(short)
      this.#code.simd(simd.f64x2PromoteLow)
      this.#code.simd(simd.f64x2Add)
      this.#code.get(short)
      this.#code.get(short)
      this.#code.shuffle([8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15])
      this.#code.simd(simd.f64x2PromoteLow)
      this.#code.simd(simd.f64x2Add)
      this.#code.set(long)
      this.#code.vector(new Uint8Array(16))
      this.#code.set(short)
    })
  }

  /** Adds a sum to the float64 at `pointer + offset` and starts it anew. */
  store(index: number, pointer: Local, offset: number): void {
    const long = this.#long[index]!
    this.#code.get(pointer)
    this.#code.get(pointer)
    this.#code.loadDouble(offset)
    for (const lane of [0, 1]) {
      this.#code.get(long)
      this.#code.lane(simd.f64x2ExtractLane, lane)
    }
    this.#code.plain(plain.f64Add)
    this.#code.plain(plain.f64Add)
    this.#code.storeDouble(offset)
    this.#code.vector(new Uint8Array(16))
    this.#code.set(long)
  }
}
