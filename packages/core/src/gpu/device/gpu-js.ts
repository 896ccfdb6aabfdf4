import { BackendUnavailableError } from '@numeural/errors'

/** An array with its size, x first, as gpu.js takes it. */
export interface GpuInput {
  readonly value: Float32Array
}

/** What stands for an array while a pipeline is traced; gpu.js lets nobody look inside. */
export type GpuHandle = { readonly handle: unique symbol }

/** A kernel as it is called while a pipeline is traced: arrays and numbers in, an array out. */
export type GpuKernel = (...operands: (GpuHandle | number)[]) => GpuHandle

/**
 * An array on the device: the output of a kernel that keeps it there.
 * A kernel writes into the same one with every call.
 */
export interface GpuResident {
  toArray(): GpuArray | Promise<GpuArray>
  delete?(): void
}

/** A kernel whose output stays on the device; WebGPU answers by a promise. */
interface GpuResidentKernel {
  (...operands: (GpuResident | GpuInput | number)[]): GpuResident | Promise<GpuResident>
  destroy(): void
}

/** Arrays as gpu.js hands them out: rows of rows of numbers. */
export type GpuArray = Float32Array | readonly GpuArray[]

/** A compiled sequence of kernel calls. */
export interface GpuPipeline {
  (...operands: GpuInput[]): Promise<Record<string, GpuArray>>
  /** `fused-encoder` (WebGPU), `fused-sync` or `fused-threaded` (WebAssembly), `generic` (all others). */
  readonly executorKind: string
  /** Mode of the kernels that ran: `webgpu`, `webasm`, `gpu` (any WebGL) or `cpu`. */
  readonly backend: string
  readonly fallbackReason: string | null
  destroy(): Promise<void>
}

/** The part of a `GPU` of gpu.js that is used here. */
export interface GpuContext {
  readonly context: unknown
  addFunction(source: string, settings: { argumentTypes: Record<string, string>; returnType: string }): void
  createKernel(source: string, settings: Record<string, unknown>): GpuKernel & GpuResidentKernel
  createPipeline(trace: (...handles: GpuHandle[]) => Record<string, GpuHandle>, settings: object): GpuPipeline
  destroy(): Promise<void>
}

/** gpu.js, typed as it behaves: its own declarations mistype `input` and know no pipelines. */
export interface GpuJs {
  readonly GPU: (new (settings: {
    mode: string
  }) => GpuContext) & {
    readonly isWebGL2Supported: boolean
    readonly isHeadlessGLSupported: boolean
    readonly isWebAssemblySupported: boolean
  }
  input(value: Float32Array, size: readonly number[]): GpuInput
}

/**
 * Loads gpu.js. The import stands in a `try`, so that bundlers take a missing optional peer for what it is.
 *
 * @throws BackendUnavailableError `GPU_JS_MISSING` if it is not installed
 */
export async function loadGpuJs(): Promise<GpuJs> {
  try {
    const module = (await import('gpu.js')) as unknown as { default?: GpuJs } & GpuJs
    return module.default ?? module
  } catch (cause) {
    throw new BackendUnavailableError(
      `The gpu backends need the package gpu.js, which ${isMissing(cause) ? 'is not installed' : `cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`}.`,
      {
        code: 'GPU_JS_MISSING',
        given: 'gpu.js',
        allowed: 'gpu.js ^2.24.1, an optional peer dependency of @numeural/core',
        hint: 'Install it: npm install gpu.js.',
      },
      { cause },
    )
  }
}

/** Whether an import failed because the package is not there. */
function isMissing(cause: unknown): boolean {
  return (cause as { code?: unknown } | null)?.code === 'ERR_MODULE_NOT_FOUND'
}
