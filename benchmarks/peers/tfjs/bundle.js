import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** Where the `.wasm` files of tfjs lie, with a separator at the end, as it wants them. */
export const wasmFiles = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep

/**
 * Bundles the contestant: the gradients of tfjs-core come as files that only a bundler can load,
 * and the whole of tfjs, which has them for Node, is fifteen times as large.
 *
 * @param {string} directory for the bundle
 * @returns {string} its path
 */
export function bundleTfjs(directory) {
  const outfile = join(directory, 'tfjs.cjs')
  buildSync({
    entryPoints: [fileURLToPath(new URL('./run.js', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  })
  return outfile
}
