import { fileURLToPath } from 'node:url'
import { counted } from '../harness/counted.js'

const script = fileURLToPath(new URL('./run.js', import.meta.url))

/**
 * Ours on every number of threads asked for, and, to see what threads could give at best,
 * as many processes of one thread each.
 * The first one is the one with one thread, if that was asked for.
 *
 * @param {readonly number[]} threads
 * @param {Readonly<Record<string, unknown>>} settings of the work, see `run.js`
 * @returns {import('../harness/case.js').Contestant[]}
 */
export function ours(threads, settings) {
  const single = threads.map((count) => contestant(count, 1, settings))
  const several = threads.filter((count) => count > 1).map((count) => contestant(1, count, settings))
  return [...single, ...several]
}

/**
 * @param {number} threads
 * @param {number} processes
 * @param {Readonly<Record<string, unknown>>} settings
 * @returns {import('../harness/case.js').Contestant}
 */
function contestant(threads, processes, settings) {
  const start = { command: process.execPath, args: [script, JSON.stringify({ ...settings, threads })] }
  return {
    id: processes > 1 ? `ours-${processes}-processes` : `ours-${threads}`,
    label: processes > 1 ? `Numeural, ${processes} processes` : `Numeural, ${counted(threads)}`,
    kind: 'ours',
    threads: threads * processes,
    processes,
    start,
  }
}
