/**
 * Kernels as the backend generates them. They are no public interface:
 * the modules are taken from their builds by their places.
 */
const packages = new URL('../../packages/', import.meta.url)
const { KernelLibrary } = await import(new URL('wasm/dist/kernels/kernel-library.js', packages).href)
const { shareDenominators } = await import(new URL('plan/dist/reverse/share-denominators.js', packages).href)
const { absorbUnderflow } = await import(new URL('plan/dist/reverse/absorb-underflow.js', packages).href)

/** @typedef {import('@numeural/formula').Graph} Graph */

/** The fixed kernels in a memory that is not shared. */
export function createLibrary() {
  return KernelLibrary.create(false)
}

/**
 * A graph as reverse mode rewrites it.
 *
 * @param {Graph} graph
 * @returns {Graph}
 */
export function asInReverseMode(graph) {
  return shareDenominators(absorbUnderflow(graph))
}

/**
 * The generated kernel of a graph in `r` and parameters, for rows that lie one behind the other.
 *
 * @param {{ map(spec: unknown): Promise<{ run: (...args: number[]) => void }> }} library
 * @param {Graph} graph
 * @param {readonly string[]} parameters
 * @param {number} width values in a row
 */
export async function generatedKernel(library, graph, parameters, width) {
  const bytes = 4 * width
  const signal = { kind: 'signal', sampleStride: bytes, plane: bytes, oneChannel: false }
  const { run } = await library.map({
    dtype: 'float32',
    isBanded: false,
    graph,
    channels: 1,
    height: 1,
    width,
    sources: { r: signal, ...Object.fromEntries(parameters.map((name) => [name, { kind: 'element' }])) },
    targets: graph.outputs.map(() => ({ sampleStride: bytes, plane: bytes })),
    sums: [],
  })
  return run
}
