import { isSoftwareRenderer, type Probe } from './limits.js'

/** The part of `navigator.gpu` that is used here; TypeScript's DOM library does not declare it. */
interface WebGpu {
  requestAdapter(): Promise<{
    readonly limits: { readonly maxStorageBufferBindingSize: number; readonly maxBufferSize: number }
    readonly info?: AdapterInfo
  } | null>
}

interface AdapterInfo {
  readonly vendor: string
  readonly architecture: string
  readonly description: string
  readonly isFallbackAdapter?: boolean
}

/** Arrays a kernel may read: WebGPU guarantees eight storage buffers, one of which is written. */
const readableArrays = 7
/** Rows in one dispatch: WebGPU guarantees 65535 work groups, gpu.js makes them eight rows high. */
const dispatchedRows = 8 * 65535

/** What WebGPU runs on here; throws if it runs on nothing. */
export async function probeWebGpu(): Promise<Probe> {
  const gpu = (globalThis.navigator as unknown as { readonly gpu?: WebGpu } | undefined)?.gpu
  if (gpu === undefined) throw new Error('there is no navigator.gpu')
  const adapter = await gpu.requestAdapter()
  if (adapter === null) throw new Error('navigator.gpu has no adapter')
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits
  const info: AdapterInfo = adapter.info ?? { vendor: '', architecture: '', description: '' }
  const texts = [info.vendor, info.architecture, info.description].filter((text) => text !== '')
  const name = info.description || texts.join(' ') || 'an unnamed adapter'
  return {
    name,
    isSoftware: isSoftwareRenderer(texts.join(' ')) || info.isFallbackAdapter === true,
    limits: {
      arrays: readableArrays,
      values: Math.min(maxStorageBufferBindingSize, maxBufferSize) / 4,
      rows: dispatchedRows,
      columns: dispatchedRows,
    },
  }
}
