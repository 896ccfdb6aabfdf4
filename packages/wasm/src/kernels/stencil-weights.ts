import type { Dtype } from '@numeural/plan'
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
  readonly #zeros: ReadonlySet<number>
  #channel: number | null = null

  /** @param pointer points to the float64 entries of the kernel */
  constructor(code: FunctionBuilder, dtype: Dtype, source: StencilSource, pointer: Local) {
    this.#code = code
    this.#dtype = dtype
    this.#source = source
    this.#pointer = pointer
    const { geometry, transposed } = source
    const sources = transposed ? geometry.outputChannels : geometry.inputChannels
    this.#zeros = new Set(geometry.zeros)
    this.#splats = Array.from({ length: sources * this.#taps }, () => code.local('v128'))
  }

  /** Says for which channel of the map code is emitted; null for any. */
  chooseChannel(channel: number | null): void {
    this.#channel = channel
  }

  /** Whether the entry `tap` for a channel that the stencil reads is known to be 0. */
  isZero(channel: number, tap: number): boolean {
    return this.#channel !== null && this.#zeros.has(this.#entry(this.#channel, channel, tap))
  }

  /** The local of the entry `tap` for a channel that the stencil reads. */
  of(channel: number, tap: number): Local {
    return this.#splats[channel * this.#taps + tap]!
  }

  /** Loads the entries for the current channel of the map. */
  load(): void {
    this.#splats.forEach((local, k) => {
      const channel = Math.floor(k / this.#taps)
      const tap = k % this.#taps
      if (this.isZero(channel, tap)) return
      this.#code.get(this.#pointer)
      loadSplat(this.#code, laneType(this.#dtype), 8 * this.#entry(0, channel, tap))
      this.#code.set(local)
    })
  }

  /** Index of an entry of the kernel: for a channel of the map and one that the stencil reads. */
  #entry(own: number, read: number, tap: number): number {
    const { geometry, transposed } = this.#source
    const [output, input] = transposed ? [read, own] : [own, read]
    return (output * geometry.inputChannels + input) * this.#taps + tap
  }

  /** Moves by channels of the map. */
  advance(channels: number): void {
    this.#code.advance(this.#pointer, 8 * channels * this.#entry(1, 0, 0))
  }

  get #taps(): number {
    const { geometry } = this.#source
    return geometry.height * geometry.width
  }
}
