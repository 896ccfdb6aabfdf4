import { join, resolve } from 'node:path'
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
 * @param {string | null} [against] another checkout, built, that is measured beside this one
 * @returns {import('../harness/case.js').Contestant[]}
 */
export function ours(threads, settings, against = null) {
  const single = threads.map((count) => contestant(count, 1, settings))
  const several = threads.filter((count) => count > 1).map((count) => contestant(1, count, settings))
  const others = against === null ? [] : threads.map((count) => another(against, count, settings))
  return [...single, ...several, ...others]
}

/**
 * @param {string} checkout
 * @param {number} threads
 * @param {Readonly<Record<string, unknown>>} settings
 * @returns {import('../harness/case.js').Contestant}
 */
function another(checkout, threads, settings) {
  const file = join(resolve(process.env.INIT_CWD ?? process.cwd(), checkout), 'benchmarks', 'ours', 'run.js')
  return {
    id: `another-${threads}`,
    label: `${checkout}, ${counted(threads)}`,
    kind: 'ours',
    threads,
    start: { command: process.execPath, args: [file, JSON.stringify({ ...settings, threads })] },
  }
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
