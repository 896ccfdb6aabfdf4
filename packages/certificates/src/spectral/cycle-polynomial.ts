import { FixedPoint } from './fixed-point.js'
import type { FrozenStep } from './frozen-step.js'

/** A place in [0, 1], given by its distance from one of the ends: near both it is known to full relative precision. */
export interface Place {
  readonly distance: number
  readonly from: 0 | 1
}

/** What {@link CyclePolynomial.evaluate} finds. */
export interface CycleValues {
  /** P_1(z), …, P_L(z): what the mode has become after each step. */
  readonly iterates: readonly number[]
  /** R(z) with P_L(z) = 1 − z R(z). */
  readonly decay: number
}

/** Steps of the cycle in fixed point; `flux` and `startFlux` times ρ. */
interface ScaledStep {
  readonly p: bigint
  readonly q: bigint
  readonly flux: bigint
  readonly startFlux: bigint
  readonly atU: bigint
  readonly atPrevious: bigint
  readonly atStart: bigint
}

/**
 * What a cycle of frozen steps makes of a mode with the eigenvalue λ = ρz, 0 ≤ z ≤ 1:
 * as a cycle begins with u alone, the product of its companion matrices maps u to P_L(z)·u,
 * a polynomial of degree L at most.
 *
 * Evaluated by the steps themselves in fixed point,
 * with as many bits as the worst growth of rounding errors asks for,
 * so that every value is exact to 2^−60 before it is rounded to float64.
 */
export class CyclePolynomial {
  readonly degree: number
  readonly #fixed: FixedPoint
  readonly #steps: readonly ScaledStep[]

  constructor(steps: readonly FrozenStep[], rho: number) {
    this.degree = steps.length
    this.#fixed = new FixedPoint(bitsFor(steps, rho))
    const { one } = this.#fixed
    const from = (value: number): bigint => this.#fixed.from(value)
    this.#steps = steps.map((step) => {
      const q = from(step.q)
      const [atPrevious, atStart] = [from(step.atPrevious), from(step.atStart)]
      return {
        // The weights add up to 1 by their formulas; what rounding them has cost is put right here.
        p: one - q - from(step.s),
        q,
        flux: from(step.c * rho),
        startFlux: from(step.d * rho),
        atU: one - atPrevious - atStart,
        atPrevious,
        atStart,
      }
    })
  }

  evaluate({ distance, from }: Place): CycleValues {
    const fixed = this.#fixed
    const { one } = fixed
    const near = fixed.from(distance)
    const z = from === 0 ? near : one - near
    const iterates: number[] = []
    let decay = 0n
    let decayBefore = 0n
    let value = one
    let valueBefore = one
    for (const { p, q, flux, startFlux, atU, atPrevious, atStart } of this.#steps) {
      const place = fixed.multiply(atU, value) + fixed.multiply(atPrevious, valueBefore) + atStart
      const signals = fixed.multiply(p, decay) + fixed.multiply(q, decayBefore)
      const next = signals + fixed.multiply(flux, place) + startFlux
      decayBefore = decay
      decay = next
      valueBefore = value
      // `start` has the decay 0, and all weights together are 1.
      value = one - fixed.multiply(z, next)
      iterates.push(fixed.toNumber(value))
    }
    return { iterates, decay: fixed.toNumber(decay) }
  }
}

/**
 * An error of e before a step is at most g·e after it, with g the sum of the absolute weights,
 * and P and R themselves grow no faster than by 1 + g; a step adds at most 16 units times them.
 * So the error stays below Π(20 + 2g) units.
 */
function bitsFor(steps: readonly FrozenStep[], rho: number): number {
  let bits = 64
  for (const { p, q, s, c, d, atU, atPrevious, atStart } of steps) {
    const flux = Math.abs(c * rho)
    const place = Math.abs(atU) + Math.abs(atPrevious) + Math.abs(atStart)
    const growth = Math.abs(p) + Math.abs(q) + Math.abs(s) + flux * place + Math.abs(d * rho)
    bits += Math.log2(20 + 2 * growth)
  }
  return Math.ceil(bits)
}
