import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** @typedef {(bytes: number, x: number, parameter: number, ...outputs: number[]) => void} HandWritten */

/**
 * The hand-written kernels of assembly/rows.ts in a memory.
 *
 * @param {WebAssembly.Memory} memory
 * @returns {Promise<Record<string, HandWritten>>}
 */
export async function kernelsByHand(memory) {
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let binary
  const { error, stderr } = await asc.main(
    [
      'benchmarks/formula-rows/assembly/rows.ts',
      // The kernels read core's exponential, so the base is above both.
      ...['--baseDir', fileURLToPath(new URL('../..', import.meta.url))],
      ...['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--outFile', 'rows.wasm'],
    ],
    {
      writeFile: (name, content) => {
        if (name.endsWith('.wasm')) binary = Uint8Array.from(/** @type {Uint8Array} */ (content))
      },
    },
  )
  if (error) throw new Error(`assembly/rows.ts does not compile: ${stderr.toString()}`, { cause: error })
  if (binary === undefined) throw new Error('the compiler gave no module')
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } })
  return /** @type {Record<string, HandWritten>} */ (/** @type {unknown} */ (instance.exports))
}
