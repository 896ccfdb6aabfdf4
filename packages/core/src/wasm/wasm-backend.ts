import type { Backend, BackendInfo, Program } from '../backend.js'
import { refuseDisposed } from '../disposed.js'
import type { Plan } from '../plan/plan.js'
import { type CompiledPlan, compilePlan } from './compiled-plan.js'
import { KernelLibrary } from './kernels/kernel-library.js'
import { fuse } from './lowering/fuse.js'
import { workOf } from './lowering/work.js'
import { Heap } from './memory/heap.js'
import { WasmProgram } from './wasm-program.js'

/** Options of {@link createWasmBackend}. */
export interface WasmOptions {
  /** Threads asked for; this backend runs on one and says so in `info.reason`. */
  readonly threads?: number
  /** Whether neighbouring operations become one kernel. Default true; false is for comparisons. */
  readonly fuse?: boolean
}

/**
 * Runs plans by SIMD WebAssembly: fixed kernels for convolutions and reductions, kernels with formulas assembled when a plan
 * is compiled. See README.md beside this file.
 *
 * @throws BackendUnavailableError `WASM_SIMD_UNAVAILABLE` in engines without 128-bit SIMD
 */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend> {
  return new WasmBackend(await KernelLibrary.create(), options)
}

class WasmBackend implements Backend {
  readonly info: BackendInfo
  readonly #library: KernelLibrary
  readonly #heap: Heap
  readonly #compiled = new WeakMap<Plan, Promise<CompiledPlan>>()
  readonly #programs = new Set<WasmProgram>()
  readonly #fuse: boolean
  #disposed = false

  constructor(library: KernelLibrary, options: WasmOptions) {
    this.#library = library
    this.#fuse = options.fuse ?? true
    this.#heap = new Heap(library.memory, library.heapBase)
    const asked = options.threads ?? 1
    this.info = {
      name: 'wasm',
      executor: 'wasm f32x4/f64x2, 1 thread',
      threads: 1,
      reason: asked > 1 ? `${asked} threads were asked for; this backend runs on one` : null,
    }
  }

  async compile(plan: Plan): Promise<Program> {
    if (this.#disposed) refuseDisposed('backend')
    let compiled = this.#compiled.get(plan)
    if (compiled === undefined) {
      compiled = compilePlan(plan, this.#fuse ? fuse(plan) : workOf(plan), this.#library)
      this.#compiled.set(plan, compiled)
    }
    const program = new WasmProgram(await compiled, this.#library, this.#heap, (done) => this.#programs.delete(done))
    this.#programs.add(program)
    return program
  }

  dispose(): void {
    this.#disposed = true
    for (const program of this.#programs) program.abandon()
    this.#programs.clear()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }
}
