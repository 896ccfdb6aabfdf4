import { NumeuralError } from '@numeural/errors'
import type { CompiledPlan } from '../compile/compiled-plan.js'
import type { KernelLibrary } from '../kernels/kernel-library.js'
import { claimWord, command, controlLength, jobWord, runGroups, word } from './control.js'
import type { TileWorker } from './spawn-tile-worker.js'

/** Milliseconds that workers have. */
export interface Patience {
  /** To start, or to take in a plan. */
  readonly answer: number
  /** To finish a group of tiles, if the calling thread did not need a fiftieth of that for its own. */
  readonly group: number
}

const usualPatience: Patience = { answer: 20_000, group: 30_000 }
const slownessOfWorkers = 50
/** Looks at the shared memory before a thread sleeps. */
const spins = 2000
/** Milliseconds after which a sleeping thread looks whether it still makes sense to wait. */
const glance = 1000

/** One stage of a plan over a batch: what threads need to share it out. */
export interface StageJob {
  readonly stage: number
  readonly table: number
  readonly arena: number
  readonly arenaStride: number
  readonly partials: number
  readonly partialStride: number
  /** Units of work in a group, and in all. */
  readonly groupUnits: number
  readonly units: number
}

interface Thread {
  readonly worker: TileWorker
  /** Settles the promise of the message that the worker works on. */
  answer: { resolve: () => void; reject: (error: Error) => void } | null
  /** Why it has ended while nothing was asked of it; null while it lives. */
  ended: Error | null
}

/**
 * Worker threads that share memory with the calling thread. They start when they are first needed.
 * A stage is shared out by groups of tiles, claimed one by one by whoever is free, the calling thread among them;
 * no thread waits for another within a stage.
 */
export class ThreadPool {
  readonly #library: KernelLibrary
  readonly #spawn: () => TileWorker
  readonly #wanted: number
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * controlLength))
  readonly #patience: Patience
  readonly #plans = new WeakMap<CompiledPlan, number>()
  #taught = 0
  /** Plans that nobody has any more, of which the workers do not know yet. */
  #forgotten: number[] = []
  readonly #collected = new FinalizationRegistry<number>((id) => this.#forgotten.push(id))
  #threads: Thread[] | null = null
  #failure: string | null = null
  #queue: Promise<void> = Promise.resolve()

  /** @param threads threads in all, the calling one included */
  constructor(library: KernelLibrary, threads: number, spawn: () => TileWorker, patience: Patience = usualPatience) {
    this.#patience = patience
    this.#library = library
    this.#wanted = threads
    this.#spawn = spawn
  }

  /** Threads that work, or will as soon as they are needed. */
  get size(): number {
    return this.#threads === null ? this.#wanted : this.#threads.filter(({ ended }) => ended === null).length + 1
  }

  /** Threads that may ever work; each has an index below this, whichever of them have started. */
  get capacity(): number {
    return this.#wanted
  }

  /** Why there are fewer threads than were asked for; null if there are not. */
  get failure(): string | null {
    const ended = this.#threads?.find((thread) => thread.ended !== null)?.ended
    return ended === undefined || ended === null ? this.#failure : `a worker thread has ended: ${ended.message}`
  }

  /** Whether the workers know a plan already. */
  knows(plan: CompiledPlan): boolean {
    return this.#plans.has(plan)
  }

  /** Makes sure that the workers run and know a plan. */
  async learn(plan: CompiledPlan): Promise<void> {
    if (this.#plans.has(plan)) return
    this.#queue = this.#queue.then(() => this.#teach(plan))
    await this.#queue
  }

  /** Runs one stage of a plan that the workers know; the calling thread works too and returns when all is done. */
  run(plan: CompiledPlan, job: StageJob): void {
    const control = this.#control
    const groups = Math.ceil(job.units / job.groupUnits)
    const set = (index: number, value: number): void => {
      control[word.job + index] = value
    }
    set(jobWord.plan, this.#plans.get(plan)!)
    set(jobWord.stage, job.stage)
    set(jobWord.table, job.table)
    set(jobWord.arena, job.arena)
    set(jobWord.arenaStride, job.arenaStride)
    set(jobWord.partials, job.partials)
    set(jobWord.partialStride, job.partialStride)
    set(jobWord.groupUnits, job.groupUnits)
    set(jobWord.units, job.units)
    set(jobWord.threads, this.#wanted)
    Atomics.store(control, word.done, 0)
    Atomics.store(control, word.claim, claimWord(control[word.generation]! + 1, groups))
    this.#announce()
    const start = performance.now()
    runGroups(control, 0, (_plan, stage) => plan.stages[stage]!.run!)
    const own = performance.now() - start
    if (!this.#awaitGroups(groups, Math.max(this.#patience.group, slownessOfWorkers * own))) throw this.#giveUp()
    if (Atomics.exchange(control, word.failed, 0) !== 0) throw broken()
  }

  /** Ends the workers. */
  dispose(): void {
    for (const { worker } of this.#threads ?? []) worker.terminate()
    this.#threads = []
  }

  #announce(): void {
    Atomics.add(this.#control, word.generation, 1)
    Atomics.notify(this.#control, word.generation)
  }

  /** Waits for all groups; false if none was finished for so many milliseconds, as when a thread has died with one. */
  #awaitGroups(groups: number, patience: number): boolean {
    let [seen, since] = [-1, 0]
    for (let round = 1; ; round++) {
      const done = Atomics.load(this.#control, word.done)
      if (done === groups) return true
      if (round < spins || (!mayBlock && round % spins !== 0)) continue
      // A browser's main thread may not sleep; it looks on, which is short, as it did its share itself.
      if (mayBlock) Atomics.wait(this.#control, word.done, done, glance)
      const now = performance.now()
      if (done !== seen) [seen, since] = [done, now]
      else if (now - since > patience) return false
    }
  }

  /** Goes on with the calling thread alone, as nobody knows what the others do. */
  #giveUp(): NumeuralError {
    for (const { worker } of this.#threads ?? []) worker.terminate()
    this.#threads = []
    this.#failure = 'a worker thread did not come back from a kernel'
    return new NumeuralError('A worker thread of the wasm backend did not come back from a kernel.', {
      code: 'WASM_THREAD',
      hint: 'Run again: the backend goes on with one thread.',
    })
  }

  async #teach(plan: CompiledPlan): Promise<void> {
    if (this.#plans.has(plan)) return
    this.#threads ??= await this.#start()
    const id = this.#taught++
    if (this.#threads.length > 0) {
      Atomics.store(this.#control, word.command, command.listen)
      this.#announce()
      const message = { kind: 'plan', id, forgotten: this.#forgotten, ...plan.shareable }
      this.#forgotten = []
      this.#keep(await Promise.allSettled(this.#threads.map((thread) => this.#answered(thread, message))))
      Atomics.store(this.#control, word.command, command.serve)
      for (const { worker } of this.#threads) worker.post({ kind: 'serve' })
    }
    this.#plans.set(plan, id)
    this.#collected.register(plan, id)
  }

  async #start(): Promise<Thread[]> {
    const threads: Thread[] = []
    try {
      for (let k = 1; k < this.#wanted; k++) threads.push(listening(this.#spawn()))
    } catch (error) {
      this.#failure = `worker threads cannot start: ${(error as Error).message}`
    }
    const { memory, fixedModule } = this.#library
    const start = (thread: Thread, index: number): Promise<void> =>
      this.#answered(thread, { kind: 'start', thread: index + 1, control: this.#control, memory, fixed: fixedModule })
    this.#threads = threads
    this.#keep(await Promise.allSettled(threads.map(start)))
    return this.#threads
  }

  /** Sends a message and waits for the answer. */
  #answered(thread: Thread, message: unknown): Promise<void> {
    if (thread.ended !== null) return Promise.reject(thread.ended)
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('they do not answer')), this.#patience.answer)
      const settle = (): void => {
        clearTimeout(timer)
        thread.answer = null
      }
      thread.answer = {
        resolve: () => {
          settle()
          resolve()
        },
        reject: (error) => {
          settle()
          reject(error)
        },
      }
      thread.worker.post(message)
    })
  }

  /** Goes on with the threads that answered. */
  #keep(outcomes: readonly PromiseSettledResult<void>[]): void {
    this.#threads = (this.#threads ?? []).filter(({ worker }, k) => {
      const outcome = outcomes[k]!
      if (outcome.status === 'fulfilled') return true
      worker.terminate()
      this.#failure = `worker threads do not work: ${(outcome.reason as Error).message}`
      return false
    })
  }
}

/** Whether the calling thread may sleep: Node's may, a browser's main thread may not. */
const mayBlock = typeof document === 'undefined'

function listening(worker: TileWorker): Thread {
  const thread: Thread = { worker, answer: null, ended: null }
  worker.listen(
    () => thread.answer?.resolve(),
    (error) => {
      thread.ended = error
      thread.answer?.reject(error)
    },
  )
  return thread
}

function broken(): NumeuralError {
  return new NumeuralError('A thread of the wasm backend met an error in a kernel.', {
    code: 'WASM_THREAD',
    hint: 'Run on one thread, createBackend("wasm", { threads: 1 }), and report the plan that does this.',
  })
}
