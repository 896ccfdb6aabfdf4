import { BackendUnavailableError } from '@numeural/errors'
import { type ModuleBuilder, mostPages } from '../emit/module-builder.js'
import { memoryFlagsOffset } from './fixed-kernels.generated.js'
import { fixedKernelBytes } from './fixed-kernels.js'
import { emitMapKernel } from './map-kernel.js'
import { type MapSpec, signatureOf } from './map-spec.js'

type Functions = Record<string, (...args: number[]) => number>

/** A map kernel, compiled. */
export interface MapKernel {
  readonly module: WebAssembly.Module
  /** Fixed kernels that the module imports. */
  readonly imports: readonly string[]
  readonly run: (...args: number[]) => number
}

/** The fixed kernels and the map kernels that compiled plans use, in one memory. */
export class KernelLibrary {
  readonly memory: WebAssembly.Memory
  readonly fixedModule: WebAssembly.Module
  readonly fixed: Functions
  readonly #isShared: boolean
  /** Kernels live as long as a plan that uses them. */
  readonly #maps = new Map<string, WeakRef<MapKernel>>()
  readonly #pending = new Map<string, Promise<MapKernel>>()
  readonly #collected = new FinalizationRegistry<string>((signature) => {
    if (this.#maps.get(signature)?.deref() === undefined) this.#maps.delete(signature)
  })

  private constructor(memory: WebAssembly.Memory, isShared: boolean, module: WebAssembly.Module, fixed: Functions) {
    this.memory = memory
    this.#isShared = isShared
    this.fixedModule = module
    this.fixed = fixed
  }

  /** Compiles the fixed kernels; modules for shared memory cannot take another, nor the other way round. */
  static async create(isShared: boolean): Promise<KernelLibrary> {
    const bytes = fixedKernelBytes()
    if (typeof WebAssembly !== 'object' || !WebAssembly.validate(bytes)) throw unavailable()
    if (!isShared) bytes[memoryFlagsOffset] = 1
    const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: isShared })
    const { module, instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
    return new KernelLibrary(memory, isShared, module, instance.exports as Functions)
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

  /** The kernel of a spec; kernels of equal specs are compiled once, as long as one of them is in use. */
  async map(spec: MapSpec): Promise<MapKernel> {
    const signature = signatureOf(spec)
    const known = this.#maps.get(signature)?.deref()
    if (known !== undefined) return known
    const pending = this.#pending.get(signature) ?? this.#compileMap(spec)
    this.#pending.set(signature, pending)
    try {
      const kernel = await pending
      if (this.#pending.delete(signature)) {
        this.#maps.set(signature, new WeakRef(kernel))
        this.#collected.register(kernel, signature)
      }
      return kernel
    } finally {
      this.#pending.delete(signature)
    }
  }

  /** Compiles what a builder has put together and instantiates it in the library's memory. */
  async instantiate(
    builder: ModuleBuilder,
    functions: Functions,
  ): Promise<{ module: WebAssembly.Module; functions: Functions }> {
    const env = { memory: this.memory, ...functions }
    const { module, instance } = await WebAssembly.instantiate(builder.finish(this.#isShared), { env })
    return { module, functions: instance.exports as Functions }
  }

  async #compileMap(spec: MapSpec): Promise<MapKernel> {
    const builder = emitMapKernel(spec)
    const { imports } = builder
    const elementary = Object.fromEntries(imports.map((name) => [name, this.fixed[name]!]))
    const { module, functions } = await this.instantiate(builder, elementary)
    // biome-ignore lint/complexity/useLiteralKeys: an index signature
    return { module, imports, run: functions['run']! }
  }

  #call(name: string, ...args: number[]): number {
    return this.fixed[name]!(...args)
  }
}

function unavailable(): BackendUnavailableError {
  return new BackendUnavailableError('The wasm backend needs WebAssembly with 128-bit SIMD, which this engine lacks.', {
    code: 'WASM_SIMD_UNAVAILABLE',
    given: typeof WebAssembly === 'object' ? 'WebAssembly without SIMD' : 'no WebAssembly',
    allowed: 'Node >= 20, Chrome or Edge >= 91, Firefox >= 89, Safari >= 16.4',
    hint: "Use a newer engine, or createBackend('reference').",
  })
}
