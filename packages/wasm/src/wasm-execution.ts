import type { FloatArray, PlanGradient, RunRequest, ValueId } from '@numeural/plan'
import type { Execution } from '@numeural/plan/contract'
import type { CompiledPlan, CompiledStage } from './compile/compiled-plan.js'
import type { ScalarStep } from './compile/scalar-step.js'
import type { KernelLibrary } from './kernels/kernel-library.js'
import type { Heap } from './memory/heap.js'
import { ProgramMemory } from './memory/program-memory.js'
import type { ThreadPool } from './threads/thread-pool.js'
import { WasmStates } from './wasm-states.js'

/** Values that a stage must compute before it is worth waking other threads: some 50 µs of work. */
const leastSharedWork = 1 << 17

/** A plan on the wasm backend: compiled code shared with other programs of the plan, and memory of its own. */
export class WasmExecution implements Execution {
  readonly gradient: PlanGradient['parts']
  readonly #compiled: CompiledPlan
  readonly #library: KernelLibrary
  readonly #heap: Heap
  readonly #pool: ThreadPool | null
  readonly #memory: ProgramMemory
  readonly #states: WasmStates
  readonly #waitFrom: number

  /** @param waitFrom values that a run computes from which on it waits for threads that have still to start */
  constructor(compiled: CompiledPlan, library: KernelLibrary, heap: Heap, pool: ThreadPool | null, waitFrom: number) {
    this.#waitFrom = waitFrom
    this.gradient = compiled.gradientParts
    this.#compiled = compiled
    this.#library = library
    this.#heap = heap
    this.#pool = pool
    this.#memory = new ProgramMemory(compiled, heap, pool?.capacity ?? 1)
    this.#states = new WasmStates(compiled.plan, this.#memory)
  }

  ready(batch: number): Promise<void> | undefined {
    const pool = this.#pool
    if (pool === null || pool.knows(this.#compiled)) return undefined
    if (!this.#compiled.stages.some((stage) => this.#isWorthSharing(stage, batch))) return undefined
    const learning = pool.learn(this.#compiled)
    const work = this.#compiled.stages.reduce((sum, { sampleWork }) => sum + batch * sampleWork, 0)
    return work >= this.#waitFrom ? learning : undefined
  }

  prepare(batch: number): void {
    this.#states.prepare(batch)
    this.#memory.reserve(batch)
  }

  takeParameters(parameters: FloatArray): void {
    this.#memory.parameters.set(parameters)
  }

  compute({ batch, inputs }: RunRequest): undefined {
    for (const { name, value } of this.#compiled.plan.inputs) this.#memory.writeSignal(value, inputs![name]!, batch)
    for (const stage of this.#compiled.stages) this.#runStage(stage, batch)
  }

  copySignal(value: ValueId, target: FloatArray, batch: number): void {
    this.#memory.readSignal(value, target, batch)
  }

  numbersOf(value: ValueId, batch: number): FloatArray {
    const isVector = this.#compiled.plan.values[value]!.kind === 'vector'
    return isVector ? this.#memory.vector(value) : this.#memory.samples(value, batch)
  }

  updateStates(): void {
    this.#states.update()
  }

  readState(name: string): FloatArray {
    return this.#states.read(name)
  }

  writeState(name: string, data: FloatArray): void {
    this.#states.write(name, data)
  }

  release(): void {
    this.#memory.release()
  }

  #runStage(stage: CompiledStage, batch: number): void {
    for (const step of stage.scalars) this.#runScalars(step)
    if (stage.run === null) return
    const { table, arena, partials } = this.#memory
    const { units, groupUnits, count } = this.#memory.grouping(stage, batch)
    this.#clearSums(stage, count)
    if (this.#isShared(stage, batch)) {
      this.#pool!.run(this.#compiled, {
        ...{ stage: this.#compiled.stages.indexOf(stage), table, arena, partials, groupUnits, units },
        ...{ arenaStride: this.#memory.arenaStride(stage), partialStride: stage.partialBytes },
      })
    } else {
      for (let group = 0; group < count; group++) {
        const first = group * groupUnits
        const last = Math.min(first + groupUnits, units)
        stage.run(table, arena, first, last, partials + group * stage.partialBytes)
      }
    }
    for (const { value, length, isMaximum, offset } of stage.reductions) {
      this.#library.joinPartials(
        partials + offset,
        count,
        stage.partialBytes,
        length,
        isMaximum,
        this.#memory.vectorAddress(value),
      )
    }
  }

  /** Whether other threads take part in a stage. */
  #isShared(stage: CompiledStage, batch: number): boolean {
    return this.#isWorthSharing(stage, batch) && this.#pool?.knows(this.#compiled) === true
  }

  /** Whether a stage is worth waking other threads for. */
  #isWorthSharing(stage: CompiledStage, batch: number): boolean {
    if (this.#pool === null || this.#pool.size === 1 || stage.run === null) return false
    return batch * stage.sampleWork >= leastSharedWork && this.#memory.grouping(stage, batch).count > 1
  }

  #clearSums(stage: CompiledStage, groups: number): void {
    if (stage.partialBytes === 0) return
    const start = this.#memory.partials / 8
    const { doubles } = this.#heap
    doubles.fill(0, start, start + (groups * stage.partialBytes) / 8)
    for (const { isMaximum, offset } of stage.reductions) {
      if (!isMaximum) continue
      for (let group = 0; group < groups; group++) {
        doubles[start + (group * stage.partialBytes + offset) / 8] = Number.NEGATIVE_INFINITY
      }
    }
  }

  #runScalars({ operands, inputs, outputs, evaluate, result }: ScalarStep): void {
    const { doubles } = this.#heap
    operands.forEach(({ value, index }, k) => {
      inputs[k] = doubles[this.#memory.vectorAddress(value) / 8 + index]!
    })
    evaluate(inputs, outputs)
    doubles.set(outputs, this.#memory.vectorAddress(result) / 8)
  }
}
