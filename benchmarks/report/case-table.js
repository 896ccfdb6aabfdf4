import { numberText } from './number-text.js'

/** Differences from ours below these are rounding: sums of float32 numbers in another order, over up to 10⁸ terms. */
export const tolerance = { loss: 1e-4, values: 1e-3 }

/**
 * The table of a case, a row for every contestant; the first row holds the headings.
 *
 * @param {import('../harness/run-case.js').CaseResult} result
 * @returns {string[][]}
 */
export function caseTable({ unit, outcomes }) {
  const first = outcomes[0]?.label ?? 'ours'
  return [
    ['', `${unit}/s`, 'fastest and slowest round', 'GFLOP/s', `${first} ÷ it`, 'same numbers'],
    ...outcomes.map(rowOf),
  ]
}

/** @param {import('../harness/run-case.js').Outcome} outcome */
function rowOf(outcome) {
  const { label, rate, gflops, ratio, failure } = outcome
  if (rate === null) return [label, '–', failure ?? 'not measured', '', '', agreement(outcome)]
  const remark = failure === null ? '' : `, then: ${failure}`
  return [
    label,
    numberText(rate.median),
    `${numberText(rate.min)} – ${numberText(rate.max)}${remark}`,
    gflops === null ? '' : numberText(gflops),
    ratio === null ? '' : `${numberText(ratio.median)} (${numberText(ratio.low)} – ${numberText(ratio.high)})`,
    agreement(outcome),
  ]
}

/** @param {import('../harness/run-case.js').Outcome} outcome */
function agreement({ difference, unchecked }) {
  if (unchecked !== null) return `not compared: ${unchecked}`
  if (difference === null) return ''
  const { loss, values } = difference
  const holds = values <= tolerance.values && (loss === null || loss <= tolerance.loss)
  const sizes = [
    ...(loss === null ? [] : [`loss ${loss.toExponential(0)}`]),
    `${loss === null ? 'output' : 'gradient'} ${values.toExponential(0)}`,
  ]
  return `${holds ? 'yes' : 'NO'}: ${sizes.join(', ')}`
}
