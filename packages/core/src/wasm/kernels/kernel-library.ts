import { BackendUnavailableError } from '@numeural/formula'
import { fixedKernelsBase64 } from './fixed-kernels.generated.js'
import { emitMapKernel } from './map-kernel.js'
import { type MapSpec, signatureOf } from './map-spec.js'

type Functions = Record<string, (...args: number[]) => number>

/** The fixed kernels and every map kernel compiled so far, in one memory. */
export class KernelLibrary {
  readonly memory: WebAssembly.Memory
  readonly fixed: Functions
  readonly #maps = new Map<string, Promise<(...args: number[]) => number>>()

  private constructor(memory: WebAssembly.Memory, fixed: Functions) {
    this.memory = memory
    this.fixed = fixed
  }

  /** Compiles the fixed kernels. */
  static async create(): Promise<KernelLibrary> {
    const bytes = decoded(fixedKernelsBase64)
    if (typeof WebAssembly !== 'object' || !WebAssembly.validate(bytes)) throw unavailable()
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 })
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
    return new KernelLibrary(memory, instance.exports as Functions)
  }

  /** First address that the fixed kernels leave free. */
  get heapBase(): number {
    return this.#call('heapBase')
  }

  /** Joins the sums of `groups` groups, `stride` bytes apart, in their order. */
  joinPartials(
    partials: number,
    groups: number,
    stride: number,
    length: number,
    isMaximum: boolean,
    out: number,
  ): void {
    this.#call('joinPartials', partials, groups, stride, length, isMaximum ? 1 : 0, out)
  }

  /** The kernel of a spec; kernels of equal specs are compiled once. */
  map(spec: MapSpec): Promise<(...args: number[]) => number> {
    const signature = signatureOf(spec)
    const known = this.#maps.get(signature)
    if (known !== undefined) return known
    const { bytes, imports } = emitMapKernel(spec)
    const kernel = this.instantiate(bytes, Object.fromEntries(imports.map((name) => [name, this.fixed[name]!])))
      // biome-ignore lint/complexity/useLiteralKeys: an index signature
      .then((exports) => exports['run']!)
    this.#maps.set(signature, kernel)
    return kernel
  }

  /** Instantiates a module in the library's memory. */
  async instantiate(bytes: Uint8Array<ArrayBuffer>, functions: Functions): Promise<Functions> {
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory: this.memory, ...functions } })
    return instance.exports as Functions
  }

  #call(name: string, ...args: number[]): number {
    return this.fixed[name]!(...args)
  }
}

function decoded(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

function unavailable(): BackendUnavailableError {
  return new BackendUnavailableError('The wasm backend needs WebAssembly with 128-bit SIMD, which this engine lacks.', {
    code: 'WASM_SIMD_UNAVAILABLE',
    given: typeof WebAssembly === 'object' ? 'WebAssembly without SIMD' : 'no WebAssembly',
    allowed: 'Node >= 20, Chrome or Edge >= 91, Firefox >= 89, Safari >= 16.4',
    hint: "Use a newer engine, or createBackend('reference').",
  })
}
