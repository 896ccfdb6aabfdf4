import type { FloatArray, Plan, Program, RunRequest, RunResult, ValueId } from '@numeural/plan'
import { checkRunRequest, letEventsThrough, outputLength, outputNames, refuseDisposed } from '@numeural/plan/contract'
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
export class WasmProgram implements Program {
  readonly plan: Plan
  readonly #compiled: CompiledPlan
  readonly #library: KernelLibrary
  readonly #heap: Heap
  readonly #pool: ThreadPool | null
  readonly #memory: ProgramMemory
  readonly #states: WasmStates
  readonly #onDispose: (program: WasmProgram) => void
  #parametersKept = false
  #disposed: 'backend' | 'program' | null = null

  constructor(
    compiled: CompiledPlan,
    library: KernelLibrary,
    heap: Heap,
    pool: ThreadPool | null,
    onDispose: (program: WasmProgram) => void,
  ) {
    this.plan = compiled.plan
    this.#compiled = compiled
    this.#library = library
    this.#heap = heap
    this.#pool = pool
    this.#memory = new ProgramMemory(compiled, heap, pool?.capacity ?? 1)
    this.#states = new WasmStates(this.plan, this.#memory)
    this.#onDispose = onDispose
  }

  async run(request: RunRequest): Promise<RunResult> {
    this.#refuseDisposed()
    checkRunRequest(this.plan, request, this.#parametersKept)
    if (this.#compiled.stages.some((stage) => this.#isShared(stage, request.batch))) {
      await this.#pool?.learn(this.#compiled)
      this.#refuseDisposed()
    }
    this.#states.prepare(request.batch)
    this.#memory.reserve(request.batch)
    if (request.parameters !== undefined) {
      this.#memory.parameters.set(request.parameters)
      this.#parametersKept = true
    }
    for (const { name, value } of this.plan.inputs) {
      this.#memory.writeSignal(value, request.inputs![name]!, request.batch)
    }
    for (const stage of this.#compiled.stages) this.#runStage(stage, request.batch)
    const results = this.#results(request)
    this.#states.update()
    await letEventsThrough()
    return results
  }

  async readState(name: string): Promise<FloatArray> {
    this.#refuseDisposed()
    return this.#states.read(name)
  }

  async writeState(name: string, data: FloatArray): Promise<void> {
    this.#refuseDisposed()
    this.#states.write(name, data)
  }

  dispose(): void {
    if (this.#disposed !== null) return
    this.#disposed = 'program'
    this.#memory.release()
    this.#onDispose(this)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose()
  }

  /** Makes the program unusable because its backend, memory and all, is gone. */
  abandon(): void {
    this.#disposed ??= 'backend'
  }

  #refuseDisposed(): void {
    if (this.#disposed !== null) refuseDisposed(this.#disposed)
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

  /** Whether a stage is worth waking other threads for. */
  #isShared(stage: CompiledStage, batch: number): boolean {
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

  #results({ batch, outputs, into }: RunRequest): RunResult {
    const results: Record<string, FloatArray> = {}
    for (const name of outputs ?? outputNames(this.plan)) {
      const value = this.plan.outputs.find((output) => output.name === name)?.value
      const given = into !== undefined && Object.hasOwn(into, name) ? into[name] : undefined
      const target = given ?? this.#newArray(value, outputLength(this.plan, name, batch))
      this.#writeResult(value, target, batch)
      results[name] = target
    }
    return results
  }

  #writeResult(value: ValueId | undefined, target: FloatArray, batch: number): void {
    if (value === undefined) this.#writeGradient(target)
    else {
      const { kind } = this.plan.values[value]!
      if (kind === 'signal') this.#memory.readSignal(value, target, batch)
      else target.set(kind === 'vector' ? this.#memory.vector(value) : this.#memory.samples(value, batch))
    }
  }

  #writeGradient(target: FloatArray): void {
    target.fill(0)
    for (const { value, offset } of this.#compiled.gradientParts) {
      const part = this.#memory.vector(value)
      for (let k = 0; k < part.length; k++) target[offset + k]! += part[k]!
    }
  }

  #newArray(value: ValueId | undefined, length: number): FloatArray {
    const isSignal = value !== undefined && this.plan.values[value]!.kind === 'signal'
    return isSignal && this.plan.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
  }
}
