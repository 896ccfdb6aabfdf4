import { BackendUnavailableError } from '@numeural/errors'
import { GpuDevice } from './device.js'
import { type GpuContext, type GpuJs, loadGpuJs } from './gpu-js.js'
import { kernelText } from './kernel-text.js'
import { type GpuLimits, isSoftwareRenderer, type Probe } from './limits.js'
import { type GpuMode, graphicsModes } from './modes.js'
import { probeWebGpu } from './probe-webgpu.js'

/** A device that has proved that it computes, what it is, and why no faster mode was taken. */
export interface OpenedDevice {
  readonly device: GpuDevice
  readonly executor: string
  readonly reason: string | null
}

/** What takes arrays of any form: modes that run on the processor. */
const ofProcessor: GpuLimits = { arrays: 64, values: 2 ** 28, rows: 2 ** 28, columns: 2 ** 28 }

/** What to expect of the modes that run on the processor, measured by `npm run bench:gpu`. */
const slowdowns: Partial<Record<GpuMode, readonly string[]>> = {
  webasm: ['runs without a graphics processor and takes about 15 to 80 times as long as wasm on one thread'],
  cpu: ['runs without a graphics processor and takes about 20 to 70 times as long as wasm on one thread'],
}

/**
 * Opens gpu.js in a mode, or in the fastest one that uses a graphics processor.
 *
 * @throws BackendUnavailableError `GPU_JS_MISSING`, `GPU_UNAVAILABLE`
 */
export async function openDevice(mode: GpuMode | undefined, allowDegraded: boolean): Promise<OpenedDevice> {
  const js = await loadGpuJs()
  const failures: string[] = []
  for (const candidate of mode === undefined ? graphicsModes : [mode]) {
    try {
      const { device, name } = await open(js, candidate, allowDegraded)
      const reason = [...failures, ...(slowdowns[candidate] ?? [])].join('; ') || null
      return { device, executor: `gpu.js ${candidate} on ${name}`, reason }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      failures.push(mode === undefined ? `${candidate}: ${message}` : message)
    }
  }
  throw unavailable(mode, failures)
}

async function open(js: GpuJs, mode: GpuMode, allowDegraded: boolean): Promise<{ device: GpuDevice; name: string }> {
  const probed = mode === 'webgpu' ? await probeWebGpu() : undefined
  requireSupport(js, mode)
  const gpu = new js.GPU({ mode })
  try {
    const { name, limits } = probed ?? probeContext(gpu, mode)
    const device = new GpuDevice(js, gpu, mode, limits, allowDegraded)
    await prove(device)
    if (mode === 'webgpu') await watch(device)
    return { device, name }
  } catch (error) {
    await gpu.destroy().catch(() => undefined)
    throw error
  }
}

function requireSupport({ GPU }: GpuJs, mode: GpuMode): void {
  const missing = {
    webgpu: null,
    webgl2: GPU.isWebGL2Supported ? null : 'there is no WebGL 2 with float textures',
    headlessgl: GPU.isHeadlessGLSupported ? null : 'the package gl is not installed, or finds no display',
    webasm: GPU.isWebAssemblySupported ? null : 'there is no WebAssembly with SIMD',
    cpu: null,
  }[mode]
  if (missing !== null) throw new Error(missing)
}

/** What the mode's context tells about itself; gpu.js makes the context with the first kernel. */
function probeContext(gpu: GpuContext, mode: GpuMode): Probe {
  if (mode === 'webasm' || mode === 'cpu') return { name: 'the processor', limits: ofProcessor, isSoftware: true }
  gpu.createKernel('function () { return 0.0; }', { output: [1], precision: 'single' })
  const gl = gpu.context as WebGLRenderingContext
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL))
  const size = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE))
  const units = Number(gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS))
  const limits = { arrays: units - 1, values: size * size, rows: size, columns: size }
  return { name, limits, isSoftware: isSoftwareRenderer(name) }
}

/** One small pipeline whose result is known: some devices promise float textures or adapters that do not work. */
async function prove(device: GpuDevice): Promise<void> {
  const text = kernelText(['u'], ['return u[this.thread.y][this.thread.x] * 3.0 + 0.5;'], [4, 2])
  const numbers = Float32Array.of(0, 1, -2, 1e-8, 1e8, 0.1, -7.25, 42)
  const pipeline = device.createPipeline((u) => ({ result: device.kernel(text)(u) }))
  const { result } = await device.run(pipeline, [device.input(numbers, [4, 2])])
  await pipeline.destroy()
  const found = (result as Float32Array[]).flatMap((row) => Array.from(row))
  const wrong = found.findIndex(
    (value, k) => !(Math.abs(value - (3 * numbers[k]! + 0.5)) <= 1e-6 * (1 + Math.abs(value))),
  )
  if (wrong >= 0) throw new Error(`it computes 3·${numbers[wrong]} + 0.5 = ${found[wrong]}`)
}

/** The WebGPU device behind an array of gpu.js. */
interface WebGpuArray {
  readonly context: { readonly device: EventTarget }
}

/** Lets the device know what WebGPU reports outside of any call; gpu.js only writes it to the console. */
async function watch(device: GpuDevice): Promise<void> {
  const kernel = device.residentKernel(kernelText([], ['return 0.0;'], [1]))
  const { context } = (await kernel.run([])) as unknown as WebGpuArray
  context.device.addEventListener('uncapturederror', (event) => {
    device.fail((event as unknown as { readonly error: Error }).error.message)
  })
  kernel.destroy()
}

function unavailable(mode: GpuMode | undefined, failures: readonly string[]): BackendUnavailableError {
  const name = mode === undefined ? 'gpu' : `gpu:${mode}`
  const what = mode === undefined ? 'No graphics processor can be used here' : `The backend ${name} cannot run here`
  return new BackendUnavailableError(`${what}: ${failures.join('; ')}.`, {
    code: 'GPU_UNAVAILABLE',
    given: name,
    allowed: ['gpu:webasm', 'gpu:cpu', 'wasm', 'reference'],
    hint: 'Choose gpu:webasm, which needs none, or wasm, which is faster.',
  })
}
