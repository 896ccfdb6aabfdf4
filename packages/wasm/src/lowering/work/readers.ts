import type { Plan, ValueId } from '@numeural/plan'
import { rootsOf } from './live.js'
import { readsOf, type Work } from './work.js'

/** The operations that read each value; a value that is handed out or kept has the reader null too. */
export function readersOf(plan: Plan, work: readonly Work[]): Map<ValueId, (Work | null)[]> {
  const readers = new Map<ValueId, (Work | null)[]>()
  const add = (value: ValueId, reader: Work | null): void => {
    const known = readers.get(value)
    if (known === undefined) readers.set(value, [reader])
    else known.push(reader)
  }
  for (const value of rootsOf(plan)) add(value, null)
  for (const each of work) for (const value of readsOf(each)) add(value, each)
  return readers
}
