import { type BlockState, weightsOf } from '../block-state.js'

/**
 * The largest modulus of an eigenvalue of a scheme with one frozen operator,
 * for the mode of A = KᵀGK whose eigenvalue is `lambda`:
 * of a cycle (its product, starting anew with every cycle), or of the two-step matrix of a scheme without cycles.
 *
 * @param states the blocks of one cycle, or at least two blocks of a scheme without cycles
 */
export function frozenRadius(states: readonly BlockState[], lambda: number): number {
  if (states[0].formulas.cycle !== null) return Math.abs(cycleFactor(states, lambda))
  // Later blocks have a previous iterate, and are all alike.
  const { formulas, at } = states[1]
  const weights = weightsOf(formulas.update, formulas.values)
  return companionRadius(
    weights.u + lambda * weights.flux * at.u,
    weights.previous + lambda * weights.flux * at.previous,
  )
}

function cycleFactor(states: readonly BlockState[], lambda: number): number {
  let [u, previous] = [1, 1]
  for (const { weights, at } of states) {
    const flux = lambda * (at.u * u + at.previous * previous + at.start)
    const next =
      weights.u * u + weights.previous * previous + weights.start + weights.flux * flux + weights.startFlux * lambda
    previous = u
    u = next
  }
  return u
}

/** Spectral radius of [[b, c], [1, 0]]. */
function companionRadius(b: number, c: number): number {
  const discriminant = b * b + 4 * c
  return discriminant < 0 ? Math.sqrt(-c) : (Math.abs(b) + Math.sqrt(discriminant)) / 2
}
