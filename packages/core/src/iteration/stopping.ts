/**
 * Why an iteration ended: the residual is small enough, it has stopped falling, or the iterations were used up.
 * An iteration that leaves the finite numbers throws a DivergenceError instead.
 */
export type Stopped = 'tolerance' | 'stagnation' | 'limit'

/** When an iteration ends. */
export interface StoppingRule {
  /** Ends at a residual of at most this. */
  readonly tolerance: number
  /** Ends after this many iterations. */
  readonly maxIterations: number
  /** Ends when `steps` iterations together have not brought the least residual to `factor` times what it was before, or below. Default: never. */
  readonly stagnation?: { readonly steps: number; readonly factor: number }
}

/**
 * Reads the residuals of an iteration, the start's first, and tells when to stop and why.
 * The tolerance is looked at before the stagnation, the stagnation before the limit.
 */
export function createStoppingTest(rule: StoppingRule): (residual: number) => Stopped | null {
  const { tolerance, maxIterations, stagnation } = rule
  const least: number[] = []
  let before = Number.POSITIVE_INFINITY
  return (residual) => {
    before = Math.min(residual, before)
    const iteration = least.push(before) - 1
    if (residual <= tolerance) return 'tolerance'
    if (stagnation !== undefined) {
      const then = least[iteration - stagnation.steps]
      if (then !== undefined && before > stagnation.factor * then) return 'stagnation'
    }
    return iteration >= maxIterations ? 'limit' : null
  }
}
