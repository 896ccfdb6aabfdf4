import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Entrant } from './entrant.js'

/**
 * Peak resident memory in bytes of one contestant at one batch size;
 * null, with the reason, if it could not be measured.
 *
 * @typedef {{ id: string, label: string, batch: number, dataBytes: number, peak: number | null, failure: string | null }} MemoryOutcome
 */

/** After the first step come further ones: what a step leaves behind for the next one counts as well. */
const measurements = 3

/**
 * Every point is a process of its own, because a peak never goes down.
 *
 * @param {readonly import('../workloads/memory.js').MemoryPoint[]} points
 * @param {{ directory: string, limit: number, onTurn: (done: number, what: string) => void }} options
 * @returns {Promise<MemoryOutcome[]>}
 */
export async function runMemory(points, { directory, limit, onTurn }) {
  const outcomes = []
  for (const [index, { batch, dataBytes, prepare, contestants }] of points.entries()) {
    const folder = join(directory, `memory-${batch}`)
    mkdirSync(folder)
    prepare(folder)
    for (const contestant of contestants(folder)) {
      onTurn(index / points.length, `memory, batch ${batch}, ${contestant.label}`)
      const { id, label } = contestant
      outcomes.push({ id, label, batch, dataBytes, ...(await peakOf(contestant, limit)) })
    }
    rmSync(folder, { recursive: true })
  }
  return outcomes
}

/**
 * @param {import('./case.js').Contestant} contestant
 * @param {number} limit
 */
async function peakOf(contestant, limit) {
  /** @type {Entrant | null} */
  let entrant = null
  try {
    entrant = await Entrant.start(contestant, limit)
    let peak = 0
    for (let count = 0; count < measurements; count++) peak = (await entrant.measure(0.001)).peak ?? 0
    return { peak, failure: null }
  } catch (error) {
    return { peak: null, failure: error instanceof Error ? error.message : String(error) }
  } finally {
    await entrant?.close()
  }
}
