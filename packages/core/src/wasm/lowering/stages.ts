import type { ValueId } from '../../plan/value.js'
import { readsOf, reducedBy, resultsOf, type Work } from './work.js'

/** Operations between two points where everything waits: the scalars computed first, then what runs tile by tile. */
export interface StageWork {
  readonly scalars: Extract<Work, { op: 'scalars' }>[]
  readonly tiled: Exclude<Work, { op: 'scalars' | 'input' | 'state' | 'parameter' }>[]
}

/** Which stage each value is made in. */
export interface Staging {
  readonly stages: readonly StageWork[]
  readonly stageOf: ReadonlyMap<ValueId, number>
}

/**
 * Puts every operation into the earliest stage possible: a vector reduced over the batch may be read in the stage after
 * the one that reduces it, everything else at once.
 */
export function stage(work: readonly Work[]): Staging {
  const readable = new Map<ValueId, number>()
  const stageOf = new Map<ValueId, number>()
  const stages: StageWork[] = []
  for (const each of work) {
    const number = Math.max(0, ...readsOf(each).map((value) => readable.get(value) ?? 0))
    while (stages.length <= number) stages.push({ scalars: [], tiled: [] })
    for (const value of resultsOf(each)) {
      stageOf.set(value, number)
      readable.set(value, number)
    }
    for (const value of reducedBy(each)) readable.set(value, number + 1)
    if (each.op === 'input' || each.op === 'state' || each.op === 'parameter') continue
    if (each.op === 'scalars') stages[number]!.scalars.push(each)
    else stages[number]!.tiled.push(each)
  }
  return { stages, stageOf }
}
