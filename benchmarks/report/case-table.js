import { summariseRatios } from '../harness/statistics.js'
import { numberText } from './number-text.js'

/**
 * Differences from ours up to these are rounding. Peers add up float32 numbers in float32, some one after the other:
 * for the loss, a sum of up to 10⁶ squares, that is a relative error of up to about √10⁶ · 6e-8 if the errors are
 * random, and more if they are not.
 */
const tolerance = { loss: 1e-3, values: 1e-3 }

/**
 * The table of a case, a row for every contestant; the first row holds the headings.
 * Ratios are taken to ours with as many threads, or to the first contestant if there is none.
 *
 * @param {import('../harness/run-case.js').CaseResult} result
 * @returns {string[][]}
 */
export function caseTable({ unit, items, outcomes }) {
  return [
    [
      '',
      `${unit}/s`,
      `ms for ${numberText(items)} ${unit}`,
      'slowest and fastest round',
      'GFLOP/s',
      'ours ÷ it',
      'same numbers',
    ],
    ...outcomes.map((outcome) => rowOf(outcome, items, counterpartOf(outcome, outcomes))),
  ]
}

/**
 * @param {import('../harness/run-case.js').Outcome} outcome
 * @param {readonly import('../harness/run-case.js').Outcome[]} outcomes
 */
function counterpartOf({ threads }, outcomes) {
  return outcomes.find(({ id }) => id === `ours-${threads}`) ?? outcomes[0]
}

/**
 * @param {import('../harness/run-case.js').Outcome} outcome
 * @param {number} items
 * @param {import('../harness/run-case.js').Outcome} counterpart
 */
function rowOf(outcome, items, counterpart) {
  const { label, rate, rates, gflops, failure } = outcome
  if (rate === null) return [label, '–', '', failure ?? 'not measured', '', '', agreement(outcome)]
  const ratio = counterpart === outcome ? null : summariseRatios(counterpart.rates, rates)
  const remark = failure === null ? '' : `, then: ${failure}`
  return [
    label,
    numberText(rate.median),
    numberText((1000 * items) / rate.median),
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
  if (values === 0 && (loss === null || loss === 0)) return 'yes, to the bit'
  const holds = values <= tolerance.values && (loss === null || loss <= tolerance.loss)
  const sizes = [
    ...(loss === null ? [] : [`loss ${loss.toExponential(0)}`]),
    `${loss === null ? 'output' : 'gradient'} ${values.toExponential(0)}`,
  ]
  return `${holds ? 'yes' : 'NO'}: ${sizes.join(', ')}`
}
