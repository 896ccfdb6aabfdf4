import { numberText } from './number-text.js'

/**
 * Peak memory, a row for each contestant and a column for each batch size; the first row holds the headings.
 *
 * @param {readonly import('../harness/run-memory.js').MemoryOutcome[]} outcomes
 * @returns {string[][]}
 */
export function memoryTable(outcomes) {
  const batches = [...new Set(outcomes.map(({ batch }) => batch))]
  const labels = [...new Set(outcomes.map(({ label }) => label))]
  return [
    ['peak memory in MB', ...batches.map((batch) => `batch ${numberText(batch)}`), 'KB for each further signal'],
    [
      'the data alone',
      ...batches.map((batch) => megabytes(outcomes.find((each) => each.batch === batch)?.dataBytes)),
      '',
    ],
    ...labels.map((label) => {
      const own = outcomes.filter((each) => each.label === label)
      const growth = growthOf(own)
      return [
        label,
        ...batches.map((batch) => cellOf(own.find((each) => each.batch === batch))),
        growth === null ? '' : numberText(growth / 1e3),
      ]
    }),
  ]
}

/**
 * Bytes for each signal, from the smallest batch to the largest; null if there are not two.
 *
 * @param {readonly import('../harness/run-memory.js').MemoryOutcome[]} outcomes of one contestant
 */
export function growthOf(outcomes) {
  const measured = outcomes.flatMap(({ batch, peak }) => (peak === null ? [] : [{ batch, peak }]))
  const [first, last] = [measured.at(0), measured.at(-1)]
  if (first === undefined || last === undefined || first.batch === last.batch) return null
  return (last.peak - first.peak) / (last.batch - first.batch)
}

/** @param {import('../harness/run-memory.js').MemoryOutcome | undefined} outcome */
function cellOf(outcome) {
  if (outcome === undefined) return ''
  return outcome.peak === null ? `– ${outcome.failure}` : megabytes(outcome.peak)
}

/** @param {number | undefined} bytes */
function megabytes(bytes) {
  return bytes === undefined ? '' : numberText(bytes / 1e6)
}
