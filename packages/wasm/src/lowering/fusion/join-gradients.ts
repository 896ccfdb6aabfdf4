import type { Plan, ValueId } from '@numeural/plan'
import { stage } from '../stages/stages.js'
import { readersOf } from '../work/readers.js'
import { reducedBy, type Work } from '../work/work.js'

/**
 * Lets reductions of one stage that end in the same part of the gradient, and nowhere else, add to one vector:
 * blocks that share their weights share the sums of their gradients. The values left out have no operation any more.
 */
export function joinGradients(plan: Plan, work: readonly Work[]): Work[] {
  const parts = plan.gradient?.parts ?? []
  const { stageOf } = stage(work)
  const readers = readersOf(plan, work)
  const elsewhere = new Set([...plan.outputs.map(({ value }) => value), ...plan.states.map(({ next }) => next)])
  const uses = new Map<ValueId, number>()
  for (const { value } of parts) uses.set(value, (uses.get(value) ?? 0) + 1)
  const reduced = new Map(work.flatMap((each) => reducedBy(each).map((value) => [value, each] as const)))
  const chosen = new Map<string, ValueId>()
  const joined = new Map<ValueId, ValueId>()
  for (const { value, offset } of parts) {
    const made = reduced.get(value)
    const type = plan.values[value]!
    const isOnlyPart =
      uses.get(value) === 1 && !elsewhere.has(value) && readers.get(value)!.every((each) => each === null)
    const isSum = made !== undefined && !(made.op === 'reduce' && made.kind === 'maximum')
    if (!isOnlyPart || !isSum || type.kind !== 'vector') continue
    const key = `${offset},${type.length},${stageOf.get(value)}`
    const first = chosen.get(key) ?? value
    chosen.set(key, first)
    joined.set(value, first)
  }
  return work.map((each): Work => {
    if (each.op !== 'reduce' && each.op !== 'kernel-gradient') return each
    return { ...each, result: joined.get(each.result) ?? each.result }
  })
}
