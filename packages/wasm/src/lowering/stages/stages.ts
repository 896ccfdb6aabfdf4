import type { ValueId } from '@numeural/plan'
import { readsOf, reducedBy, resultsOf, type Work } from '../work/work.js'

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
 * Within limits, a stage has operations of one kind only,
 * and the rows that they read beyond their own add up to no more than `most`.
 */
export function stage(work: readonly Work[], { kind, reach, most }: StageLimits = noLimits): Staging {
  const readable = new Map<ValueId, number>()
  const depths = new Map<ValueId, number>()
  const stageOf = new Map<ValueId, number>()
  const kinds: (string | undefined)[] = []
  const stages: StageWork[] = []
  for (const each of work) {
    const reads = readsOf(each)
    const own = isDone(each) ? null : kind(each)
    const depthIn = (stage: number): number =>
      Math.max(0, ...reads.map((value) => (stageOf.get(value) === stage ? depths.get(value)! : 0) + reach(each, value)))
    let number = Math.max(0, ...reads.map((value) => readable.get(value) ?? 0))
    while (own !== null && ((kinds[number] ?? own) !== own || depthIn(number) > most)) number++
    if (own !== null) kinds[number] = own
    while (stages.length <= number) stages.push({ scalars: [], tiled: [] })
    for (const value of resultsOf(each)) {
      stageOf.set(value, number)
      depths.set(value, depthIn(number))
      readable.set(value, number)
    }
    for (const value of reducedBy(each)) readable.set(value, number + 1)
    if (each.op === 'scalars') stages[number]!.scalars.push(each)
    else if (!isDone(each)) stages[number]!.tiled.push(each as StageWork['tiled'][number])
  }
  return { stages, stageOf }
}

/** Whether nothing has to be done for an operation tile by tile. */
function isDone({ op }: Work): boolean {
  return op === 'input' || op === 'state' || op === 'parameter' || op === 'scalars'
}

/** What ends a stage besides a reduction. */
export interface StageLimits {
  /** Operations of different kinds are in different stages; null fits into any. */
  readonly kind: (work: Work) => string | null
  /** Rows of a value that an operation reads beyond those it computes. */
  readonly reach: (work: Work, value: ValueId) => number
  readonly most: number
}

const noLimits: StageLimits = { kind: () => null, reach: () => 0, most: Number.POSITIVE_INFINITY }
