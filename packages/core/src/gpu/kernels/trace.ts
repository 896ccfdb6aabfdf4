import type { Operation, Plan, ValueId } from '@numeural/plan'
import type { GpuHandle } from '../device/gpu-js.js'
import type { KernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import type { Arguments } from '../kernels/arguments.js'

/**
 * Where a value lies: in an array, from `offset` on.
 * Offset and the array's length count rows for signals, numbers for all others.
 */
export interface Place {
  readonly handle: GpuHandle
  readonly offset: number
  readonly length: number
}

/** Statements that compute `sum`, the value of a convolution at a thread's place, from `x`, `row`, `y`, `c` and `n`. */
export type Gather = (arguments_: Arguments) => string[]

/** A plan while it is traced into a pipeline for one batch size. */
export interface Trace {
  readonly plan: Plan
  readonly batch: number
  readonly limits: GpuLimits
  /** Whether anything that is handed out depends on a value. */
  isNeeded(value: ValueId): boolean
  place(value: ValueId): Place
  /** Says that a value is what a kernel wrote. */
  setPlace(value: ValueId, handle: GpuHandle): void
  /** Says that a value is the same as another, or a part of it. */
  setAlias(value: ValueId, place: Place): void
  /** Whether a convolution is computed inside the one map that reads it, instead of by a kernel of its own. */
  isInlined(value: ValueId): boolean
  setGather(value: ValueId, gather: Gather): void
  /** How an inlined convolution is computed; undefined for all other values. */
  gather(value: ValueId): Gather | undefined
  /** One kernel call of the pipeline. */
  call(text: KernelText, operands: readonly (GpuHandle | number)[]): GpuHandle
  /** Fixed numbers that kernels read. */
  table(numbers: Float32Array): GpuHandle
  /** The array given for an input or a state, or the parameter buffer. */
  given(kind: 'input' | 'state' | 'parameters', name: string): GpuHandle
}

/** Adds the kernel calls of one operation to a pipeline. */
export type Tracer<Op extends Operation> = (operation: Op, trace: Trace) => void
