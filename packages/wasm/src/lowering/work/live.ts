import type { Plan, ValueId } from '@numeural/plan'
import { readsOf, resultsOf, type Work } from './work.js'

/** Values that must be there after a run. */
export function rootsOf(plan: Plan): Set<ValueId> {
  return new Set([
    ...plan.outputs.map((output) => output.value),
    ...(plan.gradient?.parts.map((part) => part.value) ?? []),
    ...plan.states.flatMap((state) => (state.next === null ? [] : [state.next])),
  ])
}

/** The operations that something handed out or kept depends on, in order. Inputs, parameters and states always stay. */
export function liveWork(plan: Plan, work: readonly Work[]): Work[] {
  const needed = rootsOf(plan)
  const live: Work[] = []
  for (const each of work.toReversed()) {
    const stays = each.op === 'input' || each.op === 'state' || each.op === 'parameter'
    if (!stays && !resultsOf(each).some((value) => needed.has(value))) continue
    for (const value of readsOf(each)) needed.add(value)
    live.push(each)
  }
  return live.reverse()
}
