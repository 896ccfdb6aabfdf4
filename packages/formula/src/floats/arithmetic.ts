/** A floating-point arithmetic in which backends compute. */
export interface Arithmetic {
  readonly name: 'float32' | 'float64'
  /** Largest relative error of a sum, product, quotient or root. */
  readonly unit: number
  /** The smallest number with all its digits. */
  readonly normal: number
  /** The smallest number: smaller results are wrong by as much. */
  readonly smallest: number
  readonly largest: number
  /** The nearest number. */
  round(x: number): number
  /** Whether quotients by what does not vary may be products with its reciprocal. */
  readonly invertsUniform: boolean
}

/** IEEE single precision, in which networks run. */
export const float32: Arithmetic = {
  name: 'float32',
  unit: 2 ** -24,
  normal: 2 ** -126,
  smallest: 2 ** -149,
  largest: (2 - 2 ** -23) * 2 ** 127,
  round: Math.fround,
  invertsUniform: true,
}

/** IEEE double precision, in which solvers and the reference run. */
export const float64: Arithmetic = {
  name: 'float64',
  unit: 2 ** -53,
  normal: 2 ** -1022,
  smallest: 2 ** -1074,
  largest: Number.MAX_VALUE,
  round: (x) => x,
  invertsUniform: false,
}
