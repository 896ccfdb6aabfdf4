import type { CaseResult, Outcome } from '../harness/run-case.js'
import { summarise, summariseRatios } from '../harness/statistics.js'

/** What is known of a contestant with these rates, compared with the rates of the first one. */
export function outcome(id: string, rates: number[], more: Partial<Outcome> = {}, first = rates): Outcome {
  return {
    id,
    label: id,
    kind: 'ours',
    threads: 1,
    info: `${id} ran`,
    failure: null,
    rates,
    rate: rates.length === 0 ? null : summarise(rates),
    gflops: 1,
    ratio: summariseRatios(first, rates),
    difference: { loss: 0, values: 0 },
    unchecked: null,
    ...more,
  }
}

export function caseOf(id: string, outcomes: Outcome[]): CaseResult {
  return { id, title: `title of ${id}`, unit: 'signals', items: 10, flop: 1e9, outcomes }
}
