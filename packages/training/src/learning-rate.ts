/**
 * How the learning rate goes over the epochs: `constant`, or `cosine` from the full rate to 1 % of it (smooth, no
 * restarts).
 */
export type LearningRateSchedule = (typeof learningRateSchedules)[number]

/** All schedules. */
export const learningRateSchedules = ['constant', 'cosine'] as const

const finalFraction = 0.01

/** Learning rate of an epoch (counted from 0) out of `epochs`. */
export function learningRateAt(schedule: LearningRateSchedule, rate: number, epoch: number, epochs: number): number {
  if (schedule === 'constant' || epochs <= 1) return rate
  const progress = Math.min(1, epoch / (epochs - 1))
  return rate * (finalFraction + (1 - finalFraction) * 0.5 * (1 + Math.cos(Math.PI * progress)))
}
