/// <reference lib="esnext.disposable" preserve="true" />
import type { Plan } from '../builder/plan.js'
import type { Dtype, FloatArray } from '../values/shape.js'

/** What really runs, and why. */
export interface BackendInfo {
  /** Name by which the backend was made: `wasm`, `reference`, … */
  readonly name: string
  /** What executes: for example `wasm f32x4, 1 thread`. */
  readonly executor: string
  readonly threads: number
  /** Why this and not more (threads that could not start, …); null if nothing is missing. */
  readonly reason: string | null
  /** Number types of the plans that it runs. */
  readonly dtypes: readonly Dtype[]
  /** Where it computes; `gpu` is a graphics processor, or software that stands in for one. */
  readonly hardware: 'cpu' | 'gpu'
  /**
   * What sums of a float32 plan accumulate in, with which elementary functions go:
   * where it is float32, these and quotients may be off by some units in the last place.
   */
  readonly sums: Dtype
  /** Whether everything is computed in float64, whatever the plan's number type: what others are compared with. */
  readonly exact: boolean
  /** Whether NaN stays NaN and infinities stay what they are; graphics processors leave that open. */
  readonly keepsNaN: boolean
}

/** One run of a compiled plan. */
export interface RunRequest {
  /**
   * Number of samples, at least 1. States keep the batch size of the first run or write until it is changed by
   * {@link Program.writeState}.
   */
  readonly batch: number
  /** One array per plan input, `[batch, channels, height, width]`. */
  readonly inputs?: Readonly<Record<string, FloatArray>>
  /** The parameter buffer, `plan.parameterLength` numbers; kept from the last run if absent. */
  readonly parameters?: FloatArray
  /** Names of the outputs to hand out; all if absent. A plan's gradient is the output `gradient`. */
  readonly outputs?: readonly string[]
  /** Arrays to write outputs into instead of new ones. */
  readonly into?: Readonly<Record<string, FloatArray>>
}

/**
 * Outputs by name: signals in the plan's array type, vectors and per-sample numbers as Float64Array.
 * Copies, never views of a backend's memory.
 */
export type RunResult = Readonly<Record<string, FloatArray>>

/** A plan made ready on a backend. */
export interface Program {
  readonly plan: Plan
  /**
   * Computes all outputs that are asked for, then gives every state its next value.
   *
   * @throws ParameterError `STATE_NOT_WRITTEN` while a state that no run changes, a constant, has not been written
   */
  run(request: RunRequest): Promise<RunResult>
  /**
   * Copy of a state, `[batch, channels, height, width]` or the vector;
   * one sample of zeros before the first run or write.
   */
  readState(name: string): Promise<FloatArray>
  /**
   * Sets a state; a signal state's batch size follows from the length of the data.
   * If that changes it, the other signal states start anew at zero; constants must be written again.
   */
  writeState(name: string, data: FloatArray): Promise<void>
  dispose(): void
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Executes plans. Not an array library: it knows no broadcasting rules, no views and no lazy evaluation;
 * all of that is settled when the plan is built.
 * Every operation means what the `reference` backend computes in float64.
 */
export interface Backend {
  readonly info: BackendInfo
  /** Compiles a plan; compiling the same plan object again returns a new program that shares the compiled code. */
  compile(plan: Plan): Promise<Program>
  dispose(): void
  [Symbol.asyncDispose](): Promise<void>
}
