import { ParameterError } from '@numeural/errors'
import type { Backend, BackendInfo, Plan, Program } from '@numeural/plan'
import { refuseDisposed } from '@numeural/plan/contract'
import type { GpuDevice } from './device/device.js'
import { type GpuMode, gpuModes, graphicsModes } from './device/modes.js'
import { openDevice } from './device/open-device.js'
import { GpuProgram } from './program/gpu-program.js'

/** Options of {@link createGpuBackend}. */
export interface GpuOptions {
  /** Default: the first of webgpu, webgl2 and headlessgl that runs here. */
  readonly mode?: GpuMode
  /**
   * Whether gpu.js may run a plan otherwise than the mode says, for example on the processor;
   * `info.reason` then says so. Default false.
   */
  readonly allowFallback?: boolean
}

/**
 * Runs plans by gpu.js, in float32: on a graphics processor (`webgpu`, `webgl2`,
 * `headlessgl`) or without one (`webasm`, `cpu`).
 * A plan becomes one pipeline; the intermediate values stay on the device.
 *
 * @throws BackendUnavailableError `GPU_JS_MISSING` without the package gpu.js,
 *   `GPU_UNAVAILABLE` if no graphics processor or the mode asked for cannot be used here
 */
export async function createGpuBackend(options: GpuOptions = {}): Promise<Backend> {
  if (options.mode !== undefined && !gpuModes.includes(options.mode)) throw unknownMode(options.mode)
  const { device, executor, reason } = await openDevice(options.mode, options.allowFallback ?? false)
  return new GpuBackend(device, { executor, reason })
}

class GpuBackend implements Backend {
  readonly #device: GpuDevice
  readonly #made: { readonly executor: string; readonly reason: string | null }
  readonly #programs = new Set<GpuProgram>()
  #disposed = false

  constructor(device: GpuDevice, made: { readonly executor: string; readonly reason: string | null }) {
    this.#device = device
    this.#made = made
  }

  get info(): BackendInfo {
    const { executor, reason } = this.#made
    const isGraphics = graphicsModes.includes(this.#device.mode)
    return {
      name: `gpu:${this.#device.mode}`,
      executor,
      threads: 1,
      reason: [reason, this.#device.degraded].filter((text) => text !== null).join('; ') || null,
      dtypes: ['float32'],
      hardware: isGraphics ? 'gpu' : 'cpu',
      sums: 'float32',
      exact: false,
      keepsNaN: !isGraphics,
    }
  }

  async compile(plan: Plan): Promise<Program> {
    if (this.#disposed) refuseDisposed('backend')
    if (plan.dtype !== 'float32') throw notFloat32(plan.dtype)
    const program = new GpuProgram(
      plan,
      this.#device,
      () => this.#disposed,
      (done) => this.#programs.delete(done),
    )
    this.#programs.add(program)
    return program
  }

  dispose(): void {
    // Nobody waits for it, so nobody could catch what goes wrong with a device that is given up anyway.
    this[Symbol.asyncDispose]().catch(() => undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    await Promise.all([...this.#programs].map((program) => program[Symbol.asyncDispose]()))
    await this.#device.dispose()
  }
}

function notFloat32(dtype: string): ParameterError {
  return new ParameterError(`The gpu backends compute in float32, the plan is made for ${dtype}.`, {
    code: 'GPU_DTYPE',
    given: dtype,
    allowed: 'float32',
    hint: 'Build the plan for float32, or run it on wasm or reference.',
  })
}

function unknownMode(mode: unknown): ParameterError {
  return new ParameterError(`There is no gpu mode '${String(mode)}'; there are ${gpuModes.join(', ')}.`, {
    code: 'GPU_MODE',
    given: mode,
    allowed: gpuModes,
    hint: 'Choose one of these.',
  })
}
