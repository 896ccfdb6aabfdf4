/** Ψ(r) = min(scale·r², top). */
export interface Truncation {
  readonly scale: number
  readonly top: number
}

/** So far is looked: beyond, a regulariser that has stayed constant over many powers of ten is taken to stay so. */
const farAway = 1e8
/** Relative error of a closed form in float64, with a reserve. */
const tolerance = 1e-12
const samples = 400

/**
 * Recognises a truncated quadratic by its values, whatever its formula: on 400 points around the kink, which is where
 * r² meets the constant, and far from it. Null for all others.
 */
export function truncationOf(regulariser: (r: number) => number): Truncation | null {
  const top = regulariser(farAway)
  if (!(top > 0 && Number.isFinite(top)) || regulariser(farAway / 1e3) !== top) return null
  const near = Math.sqrt(top) * 1e-4
  const scale = regulariser(near) / near ** 2
  if (!(scale > 0 && Number.isFinite(scale))) return null
  const kink = Math.sqrt(top / scale)
  for (let k = 0; k <= samples; k++) {
    // From 1e-4 to 1e4 kinks; no power of ten of it hits the kink's own rounding.
    const r = kink * 10 ** (-4 + (8 * (k + 0.31)) / samples)
    const expected = Math.min(scale * r * r, top)
    if (!(Math.abs(regulariser(r) - expected) <= tolerance * expected)) return null
    if (regulariser(-r) !== regulariser(r)) return null
  }
  return { scale, top }
}
