/** Which numbers an option takes. */
export interface NumberRule {
  /** For messages: completes "--tau x: give …". */
  readonly allowed: string
  accepts(value: number): boolean
}

/** Any finite number. */
export const real: NumberRule = { allowed: 'a finite number', accepts: Number.isFinite }

/** A finite number > 0. */
export const positive: NumberRule = {
  allowed: 'a finite number > 0',
  accepts: (value) => Number.isFinite(value) && value > 0,
}

/** A finite number ≥ 0. */
export const nonnegative: NumberRule = {
  allowed: 'a finite number >= 0',
  accepts: (value) => Number.isFinite(value) && value >= 0,
}

/** A share in (0, 1]. */
export const share: NumberRule = {
  allowed: 'a number above 0, at most 1 (0.2 for 20 %)',
  accepts: (value) => value > 0 && value <= 1,
}

/** A whole number from `lowest` to `highest`. */
export function whole(lowest: number, highest = Number.MAX_SAFE_INTEGER): NumberRule {
  const unlimited = highest === Number.MAX_SAFE_INTEGER
  return {
    allowed: unlimited ? `a whole number, at least ${lowest}` : `a whole number from ${lowest} to ${highest}`,
    accepts: (value) => Number.isSafeInteger(value) && value >= lowest && value <= highest,
  }
}
