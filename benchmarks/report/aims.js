import { summariseRatios } from '../harness/statistics.js'
import { growthOf } from './memory-table.js'

/**
 * What the project wants to reach, and what was measured.
 *
 * @typedef {{ aim: string, wanted: string, measured: number | null, holds: boolean | null }} Judgement
 *
 * @typedef {{ cases: readonly import('../harness/run-case.js').CaseResult[], memory?: readonly import('../harness/run-memory.js').MemoryOutcome[] }} Results
 */

/**
 * @param {Results} results
 * @returns {Judgement[]} null where the run did not measure it
 */
export function judge(results) {
  const ratio = ratioIn(results.cases)
  const sizes = [512, 1024, 2048, 4096].map((size) => rateIn(results.cases, `D step ${size}`, 'ours-1'))
  const growth = growthOf((results.memory ?? []).filter(({ id }) => id === 'ours-1'))
  return [
    atLeast(0.74, 'A, training step: of the C limit, 1 thread', ratio('A train 500', 'ours-1', 'limit')),
    atLeast(0.66, 'A, forward: of the C limit, 1 thread', ratio('A forward 500', 'ours-1', 'limit')),
    atLeast(0.9, 'A, training step: 2 threads, of 2 processes', ratio('A train 500', 'ours-2', 'ours-2-processes')),
    atLeast(0.9, 'A, forward: 2 threads, of 2 processes', ratio('A forward 500', 'ours-2', 'ours-2-processes')),
    atLeast(
      1,
      'A, training step: a signal of batch 10 000, of one of batch 500',
      ratio('batch train', 'large', 'ours-1'),
    ),
    atMost(20, 'A, training step: memory for each further signal in KB', growth === null ? null : growth / 1e3),
    atLeast(1.3, 'B, training step: of PyTorch, 2 threads', ratio('B train', 'ours-2', 'pytorch-2')),
    ...[1, 2].map((t) =>
      atLeast(
        1,
        `C 3×3, training step: of PyTorch, ${t} of ${t} threads`,
        ratio('C train 3x3', `ours-${t}`, `pytorch-${t}`),
      ),
    ),
    ...[1, 2].map((t) =>
      atLeast(
        0.7,
        `C 9×9, training step: of PyTorch, ${t} of ${t} threads`,
        ratio('C train 9x9', `ours-${t}`, `pytorch-${t}`),
      ),
    ),
    atMost(1.6, 'D, 1024²: time of the C limit’s, 1 thread', ratio('D step 1024', 'limit', 'ours-1')),
    atMost(1.5, 'D: time per pixel, slowest size of the fastest', spread(sizes)),
    atMost(1.3, 'formula: time of that of the built-in nonlinearity', ratio('formula train', 'ours-1', 'formula')),
    atMost(0, 'difference between 1 and 2 threads, all cases', differenceOfThreads(results.cases)),
  ]
}

/**
 * The median over the rounds of one contestant's rate over another's.
 *
 * @param {Results['cases']} cases
 */
function ratioIn(cases) {
  return (/** @type {string} */ id, /** @type {string} */ of, /** @type {string} */ to) => {
    const outcomes = cases.find((each) => each.id === id)?.outcomes ?? []
    const [ours, theirs] = [of, to].map((name) => outcomes.find((each) => each.id === name)?.rates)
    return ours === undefined || theirs === undefined ? null : (summariseRatios(ours, theirs)?.median ?? null)
  }
}

/**
 * @param {Results['cases']} cases
 * @param {string} id
 * @param {string} contestant
 */
function rateIn(cases, id, contestant) {
  const outcome = cases.find((each) => each.id === id)?.outcomes.find((each) => each.id === contestant)
  return outcome?.rate?.median ?? null
}

/** @param {readonly (number | null)[]} rates */
function spread(rates) {
  const known = rates.filter((rate) => rate !== null)
  return known.length < rates.length ? null : Math.max(...known) / Math.min(...known)
}

/**
 * The largest difference of what several threads computed from what one did; null if only one was measured.
 *
 * @param {Results['cases']} cases
 */
function differenceOfThreads(cases) {
  const differences = cases.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ kind, threads, difference }) =>
      kind === 'ours' && threads > 1 && difference !== null ? [Math.max(difference.values, difference.loss ?? 0)] : [],
    ),
  )
  return differences.length === 0 ? null : Math.max(...differences)
}

/**
 * @param {number} limit
 * @param {string} aim
 * @param {number | null} measured
 * @returns {Judgement}
 */
function atLeast(limit, aim, measured) {
  return { aim, wanted: `at least ${limit}`, measured, holds: measured === null ? null : measured >= limit }
}

/**
 * @param {number} limit
 * @param {string} aim
 * @param {number | null} measured
 * @returns {Judgement}
 */
function atMost(limit, aim, measured) {
  return { aim, wanted: `at most ${limit}`, measured, holds: measured === null ? null : measured <= limit }
}
