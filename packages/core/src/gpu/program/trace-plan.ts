import type { Plan, ValueId } from '@numeural/plan'
import { readsOf, resultsOf, valueLength } from '@numeural/plan/contract'
import type { Gather, Place, Trace } from '../kernels/trace.js'
import { traceOperation } from '../operations/operations.js'
import { inlinedValues } from './inlined-values.js'

/** What a plan is traced into: where its kernels are called, and what it is given. */
export type TraceTarget = Pick<Trace, 'limits' | 'call' | 'given' | 'table'>

/** Adds the kernel calls for the wanted values of a plan; returns where every value lies. */
export function tracePlan(
  plan: Plan,
  batch: number,
  wanted: readonly ValueId[],
  { limits, call, given, table }: TraceTarget,
): readonly Place[] {
  const needed = neededValues(plan, wanted)
  const inlined = inlinedValues(plan, needed, wanted)
  const places: Place[] = []
  const gathers = new Map<ValueId, Gather>()
  const trace: Trace = {
    plan,
    batch,
    limits,
    call,
    given,
    table,
    isNeeded: (value) => needed.has(value),
    place: (value) => places[value]!,
    setPlace: (value, handle) => {
      places[value] = { handle, offset: 0, length: arrayLength(plan, value, batch) }
    },
    isInlined: (value) => inlined.has(value),
    setGather: (value, gather) => gathers.set(value, gather),
    gather: (value) => gathers.get(value),
    setAlias: (value, place) => {
      places[value] = place
    },
  }
  for (const operation of plan.operations) {
    if (resultsOf(operation).some((value) => needed.has(value))) traceOperation(operation, trace)
  }
  return places
}

/** Every value on which the wanted ones depend, themselves included. */
export function neededValues(plan: Plan, wanted: readonly ValueId[]): ReadonlySet<ValueId> {
  const needed = new Set(wanted)
  for (const operation of plan.operations.toReversed()) {
    if (!resultsOf(operation).some((result) => needed.has(result))) continue
    for (const value of readsOf(operation)) needed.add(value)
  }
  return needed
}

/** Length of a value's array: in rows for signals, in numbers otherwise. */
export function arrayLength(plan: Plan, value: ValueId, batch: number): number {
  const type = plan.values[value]!
  const length = valueLength(plan, value, batch)
  return type.kind === 'signal' ? length / type.shape.width : length
}
