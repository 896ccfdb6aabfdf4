// The modes of the gpu backend that run in Node, next to wasm: node benchmarks/gpu/node.js [--share 0.1]
// With the package `webgpu` installed (Dawn for Node), also gpu:webgpu; with `gl` under a display, also gpu:headlessgl.
import { parseArgs } from 'node:util'
import { describe, measure } from './measure.js'

const { values } = parseArgs({ options: { share: { type: 'string', default: '1' } } })

try {
  const specifier = 'webgpu'
  const { create, globals } = await import(specifier)
  Object.assign(globalThis, globals)
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true })
} catch {
  // Not installed: createBackend says so for gpu:webgpu.
}

const names = /** @type {const} */ (['wasm', 'gpu:webgpu', 'gpu:headlessgl', 'gpu:webasm', 'gpu:cpu'])
const timings = await measure(names, Number(values.share), (text) => console.error(text))
console.log(describe(timings))
process.exit(0)
