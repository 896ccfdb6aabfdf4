import { BackendUnavailableError, NumeuralError } from '@numeural/errors'
import { helperSource, helpers } from '../formula/helpers.js'
import type { GpuArray, GpuContext, GpuHandle, GpuInput, GpuJs, GpuKernel, GpuPipeline, GpuResident } from './gpu-js.js'
import type { KernelText } from './kernel-text.js'
import type { GpuLimits } from './limits.js'
import { type GpuMode, graphicsModes } from './modes.js'

/** gpu.js in one mode, with the kernels made so far: kernels of equal text and size exist once. */
export class GpuDevice {
  readonly mode: GpuMode
  readonly limits: GpuLimits
  readonly #js: GpuJs
  readonly #gpu: GpuContext
  readonly #kernels = new Map<string, GpuKernel>()
  readonly #allowDegraded: boolean
  #degraded: string | null = null
  #failure: string | null = null

  constructor(js: GpuJs, gpu: GpuContext, mode: GpuMode, limits: GpuLimits, allowDegraded: boolean) {
    this.#js = js
    this.#gpu = gpu
    this.mode = mode
    this.limits = limits
    this.#allowDegraded = allowDegraded
    for (const helper of helpers) {
      gpu.addFunction(helperSource(helper), {
        argumentTypes: Object.fromEntries(helper.argumentNames.map((name) => [name, 'Number'])),
        returnType: 'Number',
      })
    }
  }

  /** In what other way than its mode's gpu.js ran something; null if it never did. */
  get degraded(): string | null {
    return this.#degraded
  }

  /** Whether arrays of this mode lie somewhere from where it takes time to fetch them. */
  get keepsArrays(): boolean {
    return graphicsModes.includes(this.mode)
  }

  input(value: Float32Array, size: readonly number[]): GpuInput {
    return this.#js.input(value, size)
  }

  /** The kernel of this text for pipelines, made when it is first asked for. */
  kernel(text: KernelText): GpuKernel {
    const key = textKey(text)
    let kernel = this.#kernels.get(key)
    if (kernel === undefined) {
      kernel = this.#gpu.createKernel(text.source, { ...kernelSettings, output: [...text.output] })
      this.#kernels.set(key, kernel)
    }
    return kernel
  }

  /** A kernel of its own, whose output is an array on the device that every call overwrites. */
  residentKernel({ source, output }: KernelText): ResidentKernel {
    const kernel = this.#gpu.createKernel(source, {
      ...kernelSettings,
      output: [...output],
      pipeline: true,
      immutable: false,
    })
    let last: GpuResident | undefined
    return {
      run: async (operands) => {
        const result = await this.#failing(async () => kernel(...operands))
        if (typeof result.toArray !== 'function') throw degradedError(this.mode, 'gpu.js ran a kernel on the processor')
        // Every answer of WebGPU counts as a user of the one buffer.
        if (last !== undefined && last !== result && this.mode === 'webgpu') last.delete?.()
        last = result
        return result
      },
      destroy: () => {
        if (this.mode === 'webgpu') last?.delete?.()
        kernel.destroy()
      },
    }
  }

  /** Reads an array of the device. */
  read(array: GpuResident): Promise<GpuArray> {
    return this.#failing(async () => array.toArray())
  }

  createPipeline(trace: (...handles: GpuHandle[]) => Record<string, GpuHandle>): GpuPipeline {
    return this.#gpu.createPipeline(trace, { threads: false })
  }

  /**
   * Runs a pipeline and checks what it ran on.
   *
   * @throws BackendUnavailableError `GPU_DEGRADED` if gpu.js ran it in another mode and that was not allowed;
   *   NumeuralError `GPU_RUN` if it failed
   */
  async run(pipeline: GpuPipeline, operands: readonly GpuInput[]): Promise<Record<string, GpuArray>> {
    const results = await this.#failing(() => pipeline(...operands))
    const deviation = deviationOf(pipeline, this.mode)
    if (deviation !== null) {
      if (!this.#allowDegraded) throw degradedError(this.mode, deviation)
      this.#degraded = deviation
    }
    return results
  }

  /**
   * Takes notice of a failure that the device reports by itself. WebGPU tells of exhausted memory that way;
   * the run that met it would hand out zeros.
   */
  fail(message: string): void {
    this.#failure = message
  }

  async #failing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work()
      if (this.#failure === null) return result
    } catch (cause) {
      throw runFailed(this.mode, cause)
    }
    const failure = this.#failure
    this.#failure = null
    throw runFailed(this.mode, new Error(failure))
  }

  /** Frees everything; pipelines too. */
  dispose(): Promise<void> {
    this.#kernels.clear()
    return this.#gpu.destroy()
  }
}

/**
 * Settings of every kernel. Quotients are rounded where they must be whole;
 * gpu.js' correction would cost every division of a formula.
 */
const kernelSettings = { precision: 'single', fixIntegerDivisionAccuracy: false }

/** Kernels of equal text and size are the same. */
export function textKey({ source, output }: KernelText): string {
  return `${output.join('×')} ${source}`
}

/** A kernel that keeps its output on the device. */
export interface ResidentKernel {
  run(operands: readonly (GpuResident | GpuInput | number)[]): Promise<GpuResident>
  destroy(): void
}

/** What `pipeline.backend` and `pipeline.executorKind` must be in each mode. */
const expected: Readonly<Record<GpuMode, { readonly backend: string; readonly executors: readonly string[] }>> = {
  webgpu: { backend: 'webgpu', executors: ['fused-encoder'] },
  webgl2: { backend: 'gpu', executors: ['generic'] },
  headlessgl: { backend: 'gpu', executors: ['generic'] },
  webasm: { backend: 'webasm', executors: ['fused-sync', 'fused-threaded'] },
  cpu: { backend: 'cpu', executors: ['generic'] },
}

/** How what ran differs from what the mode means; null if it does not. */
function deviationOf({ backend, executorKind, fallbackReason }: GpuPipeline, mode: GpuMode): string | null {
  const { backend: wanted, executors } = expected[mode]
  if (backend === wanted && executors.includes(executorKind)) return null
  return `gpu.js ran on ${backend} (${executorKind}): ${fallbackReason ?? 'it gives no reason'}`
}

function degradedError(mode: GpuMode, deviation: string): BackendUnavailableError {
  return new BackendUnavailableError(`The backend gpu:${mode} did not run as such: ${deviation}.`, {
    code: 'GPU_DEGRADED',
    given: `gpu:${mode}`,
    allowed: `${expected[mode].backend}, ${expected[mode].executors.join(' or ')}`,
    hint: 'Allow a fallback, or choose another backend.',
  })
}

function runFailed(mode: GpuMode, cause: unknown): NumeuralError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new NumeuralError(
    `The backend gpu:${mode} could not run the plan: ${message}`,
    { code: 'GPU_RUN', given: `gpu:${mode}`, hint: 'Run with a smaller batch, or on another backend.' },
    { cause },
  )
}
