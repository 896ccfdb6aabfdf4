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
 * the one that reduces it, everything else at once. With `reach` also the rows that operations read beyond their own add up to no more
 * than `most` within a stage.
 */
export function stage(work: readonly Work[], { reach, most }: StageLimits = noLimits): Staging {
  const readable = new Map<ValueId, number>()
  const depths = new Map<ValueId, number>()
  const stageOf = new Map<ValueId, number>()
  const stages: StageWork[] = []
  for (const each of work) {
    const reads = readsOf(each)
    let number = Math.max(0, ...reads.map((value) => readable.get(value) ?? 0))
    const depthIn = (stage: number): number =>
      Math.max(0, ...reads.map((value) => (stageOf.get(value) === stage ? depths.get(value)! : 0) + reach(each, value)))
    if (depthIn(number) > most) number++
    const depth = depthIn(number)
    while (stages.length <= number) stages.push({ scalars: [], tiled: [] })
    for (const value of resultsOf(each)) {
      stageOf.set(value, number)
      depths.set(value, depth)
      readable.set(value, number)
    }
    for (const value of reducedBy(each)) readable.set(value, number + 1)
    if (each.op === 'input' || each.op === 'state' || each.op === 'parameter') continue
    if (each.op === 'scalars') stages[number]!.scalars.push(each)
    else stages[number]!.tiled.push(each)
  }
  return { stages, stageOf }
}

/** What ends a stage besides a reduction. */
interface StageLimits {
  /** Rows of a value that an operation reads beyond those it computes. */
  readonly reach: (work: Work, value: ValueId) => number
  readonly most: number
}

const noLimits: StageLimits = { reach: () => 0, most: Number.POSITIVE_INFINITY }
