import type { Backend, BackendInfo, Plan, Program } from '@numeural/plan'
import { createProgram, refuseDisposed } from '@numeural/plan/contract'
import { type CompiledPlan, compilePlan } from './compile/compiled-plan.js'
import { KernelLibrary } from './kernels/kernel-library.js'
import { fuse } from './lowering/fusion/fuse.js'
import { workOf } from './lowering/work/work.js'
import { Heap } from './memory/heap.js'
import { spawnTileWorker, type TileWorker } from './threads/spawn-tile-worker.js'
import { type Patience, ThreadPool } from './threads/thread-pool.js'
import { WasmExecution } from './wasm-execution.js'

/** What a backend is opened with; all but the threads is there for comparisons and tests. */
export interface WasmSettings {
  readonly threads?: number
  /** Whether neighbouring operations become one kernel. Default true. */
  readonly fuse?: boolean
  /** Starts a worker thread. */
  readonly spawn?: () => TileWorker
  /** How long workers may take. */
  readonly patience?: Patience
  /** Values that a run computes from which on it waits for threads that have still to start; others go ahead alone. */
  readonly waitFrom?: number
}

/** What holds whatever runs. */
const facts = {
  dtypes: ['float32', 'float64'],
  hardware: 'cpu',
  sums: 'float64',
  exact: false,
  keepsNaN: true,
} as const satisfies Partial<BackendInfo>

const mostThreads = 64
const usualThreads = 16

/** One thread computes so much in about the 50 ms that workers take to start. */
const usualWaitFrom = 2 ** 27

/** Makes the backend; users go through `createWasmBackend`. */
export async function openWasmBackend(options: WasmSettings = {}): Promise<Backend> {
  const threads = Math.min(options.threads ?? Math.min(cores(), usualThreads), mostThreads)
  const isShared = threads > 1 && canShare()
  return new WasmBackend(await KernelLibrary.create(isShared), isShared ? threads : 1, options)
}

/** Whether threads may share memory; in browsers the page must be cross-origin isolated. */
function canShare(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false
}

function cores(): number {
  const node = globalThis.process?.getBuiltinModule?.('node:os')
  return node?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1
}

class WasmBackend implements Backend {
  readonly #library: KernelLibrary
  readonly #heap: Heap
  readonly #compiled = new WeakMap<Plan, Promise<CompiledPlan>>()
  readonly #owner = { isDisposed: () => this.#disposed }
  readonly #fuse: boolean
  readonly #pool: ThreadPool | null
  readonly #asked: number | null
  readonly #waitFrom: number
  #disposed = false

  constructor(library: KernelLibrary, threads: number, options: WasmSettings) {
    this.#library = library
    this.#fuse = options.fuse ?? true
    this.#heap = new Heap(library.memory, library.heapBase)
    this.#asked = options.threads ?? null
    this.#waitFrom = options.waitFrom ?? usualWaitFrom
    this.#pool =
      threads > 1 ? new ThreadPool(library, threads, options.spawn ?? spawnTileWorker, options.patience) : null
  }

  /** Threads start when they are first needed: what is said before that is what will run if they do start. */
  get info(): BackendInfo {
    const threads = this.#pool?.size ?? 1
    return {
      name: 'wasm',
      executor: `wasm f32x4/f64x2, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      threads,
      reason: this.#reason(threads),
      ...facts,
    }
  }

  #reason(threads: number): string | null {
    if (this.#pool !== null && this.#pool.failure !== null) return this.#pool.failure
    if (this.#asked === null || this.#asked <= threads) return null
    if (this.#pool !== null) return `${this.#asked} threads were asked for; this backend runs on at most ${mostThreads}`
    return `${this.#asked} threads were asked for; they need shared memory, which a browser gives to cross-origin isolated pages only`
  }

  async compile(plan: Plan): Promise<Program> {
    if (this.#disposed) refuseDisposed('backend')
    let compiled = this.#compiled.get(plan)
    if (compiled === undefined) {
      compiled = compilePlan(plan, this.#fuse ? fuse(plan) : workOf(plan), this.#library)
      this.#compiled.set(plan, compiled)
    }
    const ready = await compiled
    if (this.#disposed) refuseDisposed('backend')
    return createProgram(
      plan,
      new WasmExecution(ready, this.#library, this.#heap, this.#pool, this.#waitFrom),
      this.#owner,
    )
  }

  dispose(): void {
    this.#disposed = true
    this.#pool?.dispose()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }
}
