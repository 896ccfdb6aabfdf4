import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { relativeDifference } from './compare.js'
import { Entrant } from './entrant.js'
import { measureInTurns } from './rounds.js'
import { summarise } from './statistics.js'

/**
 * What was found out about a contestant. `rates` are items per second, one per round.
 *
 * @typedef {object} Outcome
 * @property {string} id
 * @property {string} label
 * @property {string} kind
 * @property {number} threads
 * @property {string} info what really ran
 * @property {string | null} failure why it was not measured, or not to the end
 * @property {(number | null)[]} rates
 * @property {import('./statistics.js').Summary | null} rate
 * @property {number | null} gflops
 * @property {{ loss: number | null, values: number } | null} difference relative to ours
 * @property {string | null} unchecked
 */

/**
 * @typedef {object} CaseResult
 * @property {string} id
 * @property {string} title
 * @property {string} unit
 * @property {number} items
 * @property {number} flop
 * @property {Outcome[]} outcomes
 */

/**
 * @typedef {object} RunOptions
 * @property {string} directory for the data
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} limit seconds that a contestant may take for one answer
 * @property {number} patience seconds that it may use up in one case
 * @property {(done: number, what: string) => void} onTurn `done` is the share of the case that is done
 */

/**
 * Runs one case: starts all contestants, compares what they compute, measures them in turns.
 * Whoever is absent, hangs, dies or computes something else is in the result, with the reason.
 *
 * @param {import('./case.js').Case} work
 * @param {RunOptions} options
 * @returns {Promise<CaseResult>}
 */
export async function runCase(work, { directory, rounds, seconds, limit, patience, onTurn }) {
  const folder = join(directory, work.id.replaceAll(/\W+/g, '-'))
  mkdirSync(folder, { recursive: true })
  work.prepare(folder)
  /** @type {Outcome[]} */
  const outcomes = []
  /** @type {Entrant[]} */
  const entrants = []
  /** @type {{ loss: number | null, values: ArrayLike<number> } | null} */
  let reference = null
  for (const contestant of work.contestants(folder)) {
    onTurn(0, `${contestant.label}: start`)
    const outcome = newOutcome(contestant)
    outcomes.push(outcome)
    try {
      const entrant = await Entrant.start(contestant, limit)
      entrants.push(entrant)
      outcome.info = entrant.info
      if (contestant.unchecked !== undefined) continue
      const found = await entrant.check(folder)
      reference ??= found
      outcome.difference = differenceOf(found, reference)
    } catch (error) {
      outcome.failure = error instanceof Error ? error.message : String(error)
    }
  }
  const able = entrants.filter(({ id }) => outcomes.find((each) => each.id === id)?.failure === null)
  const labels = new Map(outcomes.map(({ id, label }) => [id, label]))
  const records = await measureInTurns(able, {
    rounds,
    seconds,
    patience,
    onTurn: (done, id) => onTurn(done, labels.get(id) ?? id),
  })
  await Promise.all(entrants.map((entrant) => entrant.close()))
  rmSync(folder, { recursive: true })
  const itemsOf = new Map(entrants.map(({ id, contestant }) => [id, work.items * (contestant.repeats ?? 1)]))
  for (const outcome of outcomes) {
    const record = records.get(outcome.id)
    if (record === undefined) continue
    const items = itemsOf.get(outcome.id) ?? work.items
    outcome.failure ??= record.failure
    outcome.rates = record.rounds.map((each) => (each === null ? null : items / each.median))
    const measured = outcome.rates.filter((rate) => rate !== null)
    if (measured.length === 0) continue
    outcome.rate = summarise(measured)
    outcome.gflops = (outcome.rate.median * work.flop) / 1e9
  }
  const { id, title, unit, items, flop } = work
  return { id, title, unit, items, flop, outcomes }
}

/**
 * @param {import('./case.js').Contestant} contestant
 * @returns {Outcome}
 */
function newOutcome({ id, label, kind, threads, unchecked }) {
  return {
    ...{ id, label, kind, threads, info: '', failure: null, rates: [], rate: null },
    ...{ gflops: null, difference: null, unchecked: unchecked ?? null },
  }
}

/**
 * @param {{ loss: number | null, values: ArrayLike<number> }} found
 * @param {{ loss: number | null, values: ArrayLike<number> }} reference
 */
function differenceOf(found, reference) {
  const loss =
    found.loss === null || reference.loss === null ? null : relativeDifference([found.loss], [reference.loss])
  return { loss, values: relativeDifference(found.values, reference.values) }
}
