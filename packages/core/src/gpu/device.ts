import { BackendUnavailableError, NumeuralError } from '@numeural/formula'
import { helperSource, helpers } from './formula/helpers.js'
import type { GpuArray, GpuContext, GpuHandle, GpuInput, GpuJs, GpuKernel, GpuPipeline } from './gpu-js.js'
import type { KernelText } from './kernels/kernel-text.js'
import type { GpuLimits } from './limits.js'
import type { GpuMode } from './modes.js'

/** gpu.js in one mode, with the kernels made so far: kernels of equal text and size exist once. */
export class GpuDevice {
  readonly mode: GpuMode
  readonly limits: GpuLimits
  readonly #js: GpuJs
  readonly #gpu: GpuContext
  readonly #kernels = new Map<string, GpuKernel>()
  readonly #allowDegraded: boolean
  #degraded: string | null = null

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

  input(value: Float32Array, size: readonly number[]): GpuInput {
    return this.#js.input(value, size)
  }

  kernel({ source, output }: KernelText): GpuKernel {
    const key = `${output.join('×')} ${source}`
    let kernel = this.#kernels.get(key)
    if (kernel === undefined) {
      kernel = this.#gpu.createKernel(source, {
        output: [...output],
        precision: 'single',
        // Quotients are rounded where they must be whole; the correction would cost every division of a formula.
        fixIntegerDivisionAccuracy: false,
      })
      this.#kernels.set(key, kernel)
    }
    return kernel
  }

  createPipeline(trace: (...handles: GpuHandle[]) => Record<string, GpuHandle>): GpuPipeline {
    return this.#gpu.createPipeline(trace, { threads: false })
  }

  /**
   * Runs a pipeline and checks what it ran on.
   *
   * @throws BackendUnavailableError `GPU_DEGRADED` if gpu.js ran it in another mode and that was not allowed; NumeuralError `GPU_RUN` if it failed
   */
  async run(pipeline: GpuPipeline, operands: readonly GpuInput[]): Promise<Record<string, GpuArray>> {
    const results = await pipeline(...operands).catch((cause: unknown) => {
      throw runFailed(this.mode, cause)
    })
    const deviation = deviationOf(pipeline, this.mode)
    if (deviation !== null) {
      if (!this.#allowDegraded) throw degradedError(this.mode, deviation)
      this.#degraded = deviation
    }
    return results
  }

  /** Frees everything; pipelines too. */
  dispose(): Promise<void> {
    this.#kernels.clear()
    return this.#gpu.destroy()
  }
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
    hint: 'Allow a fallback, or choose another backend',
  })
}

function runFailed(mode: GpuMode, cause: unknown): NumeuralError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new NumeuralError(
    `The backend gpu:${mode} could not run the plan: ${message}`,
    { code: 'GPU_RUN', given: `gpu:${mode}`, hint: 'Run with a smaller batch, or on another backend' },
    { cause },
  )
}
