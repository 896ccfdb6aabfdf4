import { bundleTfjs, wasmFiles } from './bundle.js'

/** @type {string | null} */
let bundle = null

/**
 * tfjs with its wasm backend: one thread, it starts no more outside the browser.
 *
 * @param {import('../../harness/case.js').Surroundings} surroundings
 * @param {Readonly<Record<string, unknown>>} settings
 * @param {string} [variant] if the work has several
 * @returns {import('../../harness/case.js').Contestant[]}
 */
export function tfjs(surroundings, settings, variant) {
  if (!surroundings.wants('tfjs')) return []
  bundle ??= bundleTfjs(surroundings.directory)
  return [
    {
      id: variant === undefined ? 'tfjs' : `tfjs-${variant}`,
      label: variant === undefined ? 'tfjs' : `tfjs, ${variant}`,
      kind: 'peer',
      threads: 1,
      start: { command: process.execPath, args: [bundle, JSON.stringify({ ...settings, variant, wasmFiles })] },
    },
  ]
}
