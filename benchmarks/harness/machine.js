import { cpus, loadavg, totalmem } from 'node:os'

/**
 * @typedef {{ processor: string, cores: number, memory: number, platform: string, load: number, node: string, date: string }} Machine
 */

/**
 * Where the figures come from. `load` is the number of processes that ran before ours, averaged over a minute.
 *
 * @returns {Machine}
 */
export function describeMachine() {
  const all = cpus()
  return {
    processor: all[0]?.model.trim() ?? 'unknown processor',
    cores: all.length,
    memory: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    load: loadavg()[0],
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10),
  }
}
