import type { Dtype } from '../../plan/shape.js'
import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { laneType, loadSplat } from '../emit/lane-type.js'
import type { StencilSource } from './map-spec.js'

/** The kernel entries of one or several stencils of a map, each in every lane of a local. */
export class StencilWeights {
  readonly #code: FunctionBuilder
  readonly #dtype: Dtype
  readonly #source: StencilSource
  readonly #pointer: Local
  readonly #splats: Local[]

  /** @param pointer points to the float64 entries of the kernel */
  constructor(code: FunctionBuilder, dtype: Dtype, source: StencilSource, pointer: Local) {
    this.#code = code
    this.#dtype = dtype
    this.#source = source
    this.#pointer = pointer
    const { geometry, transposed } = source
    const sources = transposed ? geometry.outputChannels : geometry.inputChannels
    this.#splats = Array.from({ length: sources * this.#taps }, () => code.local('v128'))
  }

  /** The local of the entry `tap` for a channel that the stencil reads. */
  of(channel: number, tap: number): Local {
    return this.#splats[channel * this.#taps + tap]!
  }

  /** Loads the entries for the current channel of the map. */
  load(): void {
    const { geometry, transposed } = this.#source
    const step = transposed ? geometry.inputChannels * this.#taps : this.#taps
    this.#splats.forEach((local, k) => {
      this.#code.get(this.#pointer)
      loadSplat(this.#code, laneType(this.#dtype), 8 * (Math.floor(k / this.#taps) * step + (k % this.#taps)))
      this.#code.set(local)
    })
  }

  /** Moves by channels of the map. */
  advance(channels: number): void {
    const { geometry, transposed } = this.#source
    this.#code.advance(this.#pointer, 8 * channels * (transposed ? this.#taps : geometry.inputChannels * this.#taps))
  }

  get #taps(): number {
    const { geometry } = this.#source
    return geometry.height * geometry.width
  }
}
