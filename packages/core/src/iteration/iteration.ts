import { createStoppingTest, type Stopped, type StoppingRule } from './stopping.js'

/** One line of an iteration's history; solvers may add what else they know. */
export interface HistoryEntry {
  readonly residual: number
}

/** What every iteration tells in the end, whatever it iterates. */
export interface IterationResult<E extends HistoryEntry = HistoryEntry> {
  readonly iterations: number
  readonly residual: { readonly initial: number; readonly final: number }
  readonly stopped: Stopped
  /** One entry for the start, then one for every iteration. */
  readonly history: readonly E[]
}

/** Where an iteration stands; `iteration` 0 is the start. */
export interface IterationProgress {
  readonly iteration: number
  readonly maxIterations: number
  readonly residual: number
  /** The residual at which it will end. */
  readonly tolerance: number
}

/** An iteration while it runs: its history, and the test that ends it. */
export interface Iteration<E extends HistoryEntry = HistoryEntry> {
  readonly history: readonly E[]
  /** Takes the next entry, the start's first, and says whether and why to stop. */
  enter(entry: E): Stopped | null
  /** What there is to tell once it has stopped. */
  result(stopped: Stopped): IterationResult<E>
}

/**
 * Keeps the history of an iteration and tells when to stop.
 *
 * @param onEntry called with every entry as it is made
 */
export function createIteration<E extends HistoryEntry = HistoryEntry>(
  rule: StoppingRule,
  onEntry?: (entry: E, progress: IterationProgress) => void,
): Iteration<E> {
  const { maxIterations, tolerance } = rule
  const test = createStoppingTest(rule)
  const history: E[] = []
  return {
    history,
    enter(entry) {
      const iteration = history.push(entry) - 1
      onEntry?.(entry, { iteration, maxIterations, residual: entry.residual, tolerance })
      return test(entry.residual)
    },
    result(stopped) {
      const residual = { initial: history[0]?.residual ?? Number.NaN, final: history.at(-1)?.residual ?? Number.NaN }
      return { iterations: history.length - 1, residual, stopped, history }
    },
  }
}
