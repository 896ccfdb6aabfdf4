/**
 * One measurement: how many steps were taken, the median time of one in seconds,
 * and the largest resident memory so far in bytes.
 *
 * @typedef {{ steps: number, median: number, peak?: number }} Measurement
 */

/**
 * Something that can be measured again and again, one measurement at a time.
 *
 * @typedef {{ id: string, spent: number, measure(seconds: number): Promise<Measurement> }} Runner `spent` seconds
 *   before the first round
 */

/**
 * Per runner: one entry per round, null where it was not measured, and why it stopped, if it did.
 *
 * @typedef {{ rounds: (Measurement | null)[], failure: string | null }} Record
 */

/**
 * The order of a round. It begins one place further in every round,
 * so that nobody always follows the same neighbour's heat.
 *
 * @param {number} count
 * @param {number} round
 * @returns {number[]}
 */
export function orderOf(count, round) {
  return Array.from({ length: count }, (_, place) => (place + round) % count)
}

/**
 * Measures all runners in turns: a first round that only warms up (not who has spent half its patience already),
 * then `rounds` rounds.
 * Only one runs at a time. A runner that fails is left out from then on;
 * one that has used up its `patience` as well, but not before it has been measured once.
 *
 * @param {readonly Runner[]} runners
 * @param {{ rounds: number, seconds: number, patience: number, clock?: () => number, onTurn?: (done: number, id: string) => void }} options
 *   `onTurn` is told which share of all turns is done, `seconds` is for each measurement,
 *   `patience` in seconds for each runner over all rounds
 * @returns {Promise<Map<string, Record>>}
 */
export async function measureInTurns(
  runners,
  { rounds, seconds, patience, clock = performance.now.bind(performance), onTurn },
) {
  /** @type {Map<string, Record>} */
  const records = new Map(runners.map(({ id }) => [id, { rounds: new Array(rounds).fill(null), failure: null }]))
  const used = new Map(runners.map(({ id, spent }) => [id, spent * 1000]))
  let turn = 0
  for (let round = -1; round < rounds; round++) {
    for (const index of orderOf(runners.length, round + 1)) {
      const runner = runners[index]
      const record = /** @type {Record} */ (records.get(runner.id))
      const spent = /** @type {number} */ (used.get(runner.id))
      onTurn?.(turn++ / (runners.length * (rounds + 1)), runner.id)
      const tired = round < 0 ? spent >= patience * 500 : round > 0 && spent >= patience * 1000
      if (record.failure !== null || tired) continue
      const begin = clock()
      try {
        const measurement = await runner.measure(seconds)
        if (round >= 0) record.rounds[round] = measurement
      } catch (error) {
        record.failure = error instanceof Error ? error.message : String(error)
      }
      used.set(runner.id, spent + clock() - begin)
    }
  }
  return records
}
