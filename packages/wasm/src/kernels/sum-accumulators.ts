import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import type { LaneType } from '../emit/lane-type.js'
import { plain, simd } from '../emit/opcodes.js'

/**
 * Running sums of a map kernel. In float32 a sum takes in a short run of vectors in the lanes' own type,
 * and {@link flush} moves it into two float64 lanes;
 * in float64 there is nothing to move, unless runs may have to be dropped ({@link clear}).
 */
export class SumAccumulators {
  readonly #code: FunctionBuilder
  readonly #type: LaneType
  readonly #short: Local[]
  readonly #long: Local[]

  /** @param mayDrop whether runs may be dropped */
  constructor(code: FunctionBuilder, type: LaneType, count: number, mayDrop: boolean) {
    this.#code = code
    this.#type = type
    const locals = (): Local[] => Array.from({ length: count }, () => code.local('v128'))
    this.#short = locals()
    this.#long = this.#isFloat || mayDrop ? locals() : this.#short
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

  /** Ends a run: it counts. */
  flush(): void {
    if (this.#long === this.#short) return
    this.#short.forEach((short, index) => {
      const long = this.#long[index]!
      this.#code.get(long)
      if (this.#isFloat) this.#pushWidened(short)
      else this.#code.get(short)
      this.#code.simd(simd.f64x2Add)
      this.#code.set(long)
    })
    this.clear()
  }

  /** Drops a run, or forgets one that has been counted. */
  clear(): void {
    for (const short of this.#short) {
      this.#code.vector(new Uint8Array(16))
      this.#code.set(short)
    }
  }

  /** Pushes the sum of the first and the last two lanes in float64. */
  #pushWidened(short: Local): void {
    this.#code.get(short)
    this.#code.simd(simd.f64x2PromoteLow)
    this.#code.get(short)
    this.#code.get(short)
    this.#code.shuffle([8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15])
    this.#code.simd(simd.f64x2PromoteLow)
    this.#code.simd(simd.f64x2Add)
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
