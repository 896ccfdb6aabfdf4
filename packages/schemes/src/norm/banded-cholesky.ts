/** The lower half of a symmetric matrix, by its bands. */
export interface BandedMatrix {
  readonly size: number
  readonly band: number
  /** Entry (i, i − d) at `i·(band + 1) + d`. */
  readonly bands: Float64Array
}

/** Whether the Cholesky factorisation of shift·I − G runs through. */
export function isPositiveDefinite({ size, band, bands }: BandedMatrix, shift: number, factor: Float64Array): boolean {
  const stride = band + 1
  for (let i = 0; i < size; i++) {
    const first = Math.max(0, i - band)
    // Entry (i, j) of the factor is at i·stride + band − i + j: a row's entries follow each other.
    const own = i * stride + band - i
    for (let j = first; j <= i; j++) {
      const other = j * stride + band - j
      const start = Math.max(first, j - band)
      let even = 0
      let odd = 0
      let k = start
      for (; k + 3 < j; k += 4) {
        even += factor[own + k]! * factor[other + k]! + factor[own + k + 2]! * factor[other + k + 2]!
        odd += factor[own + k + 1]! * factor[other + k + 1]! + factor[own + k + 3]! * factor[other + k + 3]!
      }
      for (; k < j; k++) even += factor[own + k]! * factor[other + k]!
      const rest = (i === j ? shift : 0) - bands[i * stride + i - j]! - (even + odd)
      if (i !== j) factor[own + j] = rest / factor[other + j]!
      else if (rest > 0) factor[own + i] = Math.sqrt(rest)
      else return false
    }
  }
  return true
}

/**
 * What success of {@link isPositiveDefinite} at `shift` falls short of a proof by, from above (Rump 2006): the computed
 * factor is exact for a matrix that differs by at most γ·trace in norm,
 * with γ = (b + 2)ε/(1 − (b + 2)ε) for bandwidth b.
 */
export function factorMargin({ size, band, bands }: BandedMatrix, shift: number): number {
  let trace = 0
  for (let i = 0; i < size; i++) trace += bands[i * (band + 1)]!
  return 4 * Number.EPSILON * (band + 4) * (size * shift + trace)
}
