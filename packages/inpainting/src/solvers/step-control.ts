/** An extrapolated step, or a leap, is taken back if it multiplies the residual by more than this. */
const largestGrowth = { extrapolated: 2, leap: 10 }
/** So many steps in a row must bring the residual to `gain` of its least, or plain steps take over. */
const patience = 5
const gain = 0.7
/** Plain steps of the first stretch; each later one has twice as many. */
const firstStretch = 10
/** A stretch ends early where the residual has fallen to this part of what it was at its beginning. */
const relief = 0.5
/** Steps that point the same way are followed by a leap of so many, after two that smooth; halved if taken back. */
const longestLeap = 15
const shortestLeap = 2
const aligned = 0.9
const stepsBetweenLeaps = 2
/** Steps that point back and forth are halved. */
const damped = 0.5

/** What is done next: extrapolate, or take so much of the plain step. */
type NextStep = 'extrapolate' | number

/**
 * Decides between extrapolated and plain steps of lagged diffusivity. Extrapolation ends limit cycles, but rests where
 * the residual has a minimum above 0, which plain steps drift through slowly: there a stretch of plain steps follows,
 * with leaps along their common direction (projective integration, Gear and Kevrekidis 2003), then extrapolation
 * begins anew.
 */
export interface StepControl {
  /** Whether an extrapolated step or leap with this residual is kept; if not, the plain step takes its place. */
  keeps(residual: number): boolean
  /**
   * @param residual of the image that the step starts from
   * @param cosine of the angle between the last two plain steps
   */
  next(residual: number, cosine: number): NextStep
  /** How often plain steps took over. */
  readonly stretches: number
}

/** A control before its first step. */
export function createStepControl(): StepControl {
  let least = Number.POSITIVE_INFINITY
  let previous = Number.POSITIVE_INFINITY
  let stepsWithoutGain = 0
  let atBeginning = 0
  /** Plain steps taken in this stretch; −1 while extrapolating. */
  let taken = -1
  let length = firstStretch
  let sinceLeap = 0
  let leap = longestLeap
  let stretches = 0

  function endsStretch(residual: number): boolean {
    return taken >= length || residual < relief * atBeginning
  }

  function extrapolateAgain(residual: number): void {
    taken = -1
    length *= 2
    least = residual
    stepsWithoutGain = 0
  }

  function beginStretch(residual: number): void {
    taken = 0
    sinceLeap = 0
    atBeginning = residual
    stretches++
  }

  function plainStep(cosine: number): number {
    taken++
    sinceLeap++
    if (cosine < 0) return damped
    if (cosine < aligned || sinceLeap <= stepsBetweenLeaps) return 1
    sinceLeap = 0
    return leap
  }

  return {
    keeps(residual) {
      if (taken < 0) return residual <= largestGrowth.extrapolated * Math.max(previous, least)
      const kept = residual <= largestGrowth.leap * previous
      if (!kept) leap = Math.max(leap / 2, shortestLeap)
      return kept
    },
    next(residual, cosine) {
      previous = residual
      if (taken >= 0 && endsStretch(residual)) extrapolateAgain(residual)
      else if (taken < 0) {
        stepsWithoutGain = residual < gain * least ? 0 : stepsWithoutGain + 1
        if (stepsWithoutGain === 0) least = residual
        if (stepsWithoutGain >= patience) beginStretch(residual)
      }
      return taken < 0 ? 'extrapolate' : plainStep(cosine)
    },
    get stretches() {
      return stretches
    },
  }
}
