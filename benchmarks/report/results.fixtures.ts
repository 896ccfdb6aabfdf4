import type { CaseResult, Outcome } from '../harness/run-case.js'
import { summarise } from '../harness/statistics.js'

/** What is known of a contestant with these rates. */
export function outcome(id: string, rates: number[], more: Partial<Outcome> = {}): Outcome {
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
    difference: { loss: 0, values: 0 },
    unchecked: null,
    ...more,
  }
}

export function caseOf(id: string, outcomes: Outcome[]): CaseResult {
  return { id, title: `title of ${id}`, unit: 'signals', items: 10, flop: 1e9, outcomes }
}
