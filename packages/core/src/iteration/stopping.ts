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
  /**
   * Ends when `steps` iterations together have not brought the least residual to `factor` times what it was before,
   * or below. A residual that has risen and now falls by that factor in every iteration is given five times as many.
   * Default: never.
   */
  readonly stagnation?: { readonly steps: number; readonly factor: number }
}

/**
 * Reads the residuals of an iteration, the start's first, and tells when to stop and why.
 * The tolerance is looked at before the stagnation, the stagnation before the limit.
 */
export function createStoppingTest(rule: StoppingRule): (residual: number) => Stopped | null {
  const { tolerance, maxIterations, stagnation } = rule
  const residuals: number[] = []
  const least: number[] = []
  return (residual) => {
    const iteration = residuals.push(residual) - 1
    least.push(Math.min(residual, least.at(-1) ?? residual))
    if (residual <= tolerance) return 'tolerance'
    if (stagnation !== undefined) {
      const steps = falls(residuals, stagnation.factor) ? recovery * stagnation.steps : stagnation.steps
      const then = least[iteration - steps]
      const now = least[iteration]
      if (then !== undefined && now !== undefined && now > stagnation.factor * then) return 'stagnation'
    }
    return iteration >= maxIterations ? 'limit' : null
  }
}

/** How much longer a residual that falls from a peak is given to come below what was before the peak. */
const recovery = 5

/** Whether each of the last two iterations brought the residual to the factor or below. */
function falls(residuals: readonly number[], factor: number): boolean {
  const [a, b, c] = residuals.slice(-3)
  return a !== undefined && b !== undefined && c !== undefined && b <= factor * a && c <= factor * b
}
