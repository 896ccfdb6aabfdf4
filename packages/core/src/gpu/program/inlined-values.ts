import type { Operation, Plan, ValueId } from '@numeural/plan'
import { readsOf, resultsOf } from '@numeural/plan/contract'

/**
 * Convolutions and transposes that only one map reads, as they are and for one output:
 * computed inside that map, they need no array of their own. At most one per map.
 */
export function inlinedValues(
  plan: Plan,
  needed: ReadonlySet<ValueId>,
  wanted: readonly ValueId[],
): ReadonlySet<ValueId> {
  const readers = new Map<ValueId, Operation[]>()
  const live = plan.operations.filter((operation) => resultsOf(operation).some((value) => needed.has(value)))
  for (const operation of live) {
    for (const value of new Set(readsOf(operation))) readers.set(value, [...(readers.get(value) ?? []), operation])
  }
  const taken = new Set<Operation>()
  const inlined = new Set<ValueId>()
  for (const operation of live) {
    if (operation.op !== 'convolution' && operation.op !== 'transposed-convolution') continue
    const { result } = operation
    const [reader, ...others] = readers.get(result) ?? []
    if (others.length > 0 || wanted.includes(result) || reader?.op !== 'map' || taken.has(reader)) continue
    const isWhole = reader.operands.every(({ from }) => from.id !== result || from.kind === 'signal')
    if (!isWhole || reader.results.filter((value) => needed.has(value)).length !== 1) continue
    taken.add(reader)
    inlined.add(result)
  }
  return inlined
}
