/** Where the checks look: 1e-6 … 1e4 in uneven steps, so that no point is a round number that a threshold might be. */
export const trialPoints: readonly number[] = Array.from({ length: 31 }, (_, k) => 1.0371 * 10 ** (k / 3 - 6))

/** Where a fault is looked for first, so that messages show numbers that can be checked by hand. */
export const readablePoints: readonly number[] = [1, 2, 0.5, 3, 10]
