/** Why an iteration ended: the residual is small enough, it has stopped falling, or the iterations were used up. */
export type Stopped = 'tolerance' | 'stagnation' | 'limit'

/** When an iteration ends. */
export interface StoppingRule {
  /** Ends below this residual. */
  readonly tolerance: number
  /** Ends after this many iterations. */
  readonly maxIterations: number
  /** Ends when `steps` iterations together have not brought the least residual below `factor` times what it was before. */
  readonly stagnation: { readonly steps: number; readonly factor: number }
}

/**
 * Reads the residuals of an iteration, the start's first, and tells when to stop and why.
 * The tolerance is looked at before the stagnation, the stagnation before the limit.
 */
export function createStoppingTest(rule: StoppingRule): (residual: number) => Stopped | null {
  const { steps, factor } = rule.stagnation
  const least: number[] = []
  return (residual) => {
    least.push(Math.min(residual, least.at(-1) ?? Number.POSITIVE_INFINITY))
    const iteration = least.length - 1
    if (residual < rule.tolerance) return 'tolerance'
    if (iteration >= steps && least[iteration] > factor * least[iteration - steps]) return 'stagnation'
    return iteration >= rule.maxIterations ? 'limit' : null
  }
}
