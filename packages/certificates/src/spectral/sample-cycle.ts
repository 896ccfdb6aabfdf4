import type { FrozenStep } from './frozen-step.js'

/** What a cycle of frozen steps multiplies a mode with the eigenvalue λ by, in float64. */
export function cycleFactor(steps: readonly FrozenStep[], lambda: number): number {
  let value = 1
  let before = 1
  for (const { p, q, s, c, d, atU, atPrevious, atStart } of steps) {
    const place = atU * value + atPrevious * before + atStart
    const next = p * value + q * before + s - lambda * (c * place + d)
    before = value
    value = next
  }
  return value
}

const samplesPerDegree = 16

/** Eigenvalues in [0, ρ], closer where polynomials oscillate faster: near both ends. */
export function samplesOf(steps: readonly FrozenStep[], rho: number): number[] {
  const count = samplesPerDegree * steps.length
  return Array.from({ length: count + 1 }, (_, j) => rho * Math.sin((j * Math.PI) / 2 / count) ** 2)
}

/**
 * Whether no mode of a sample grows by more than rounding errors: a guess at what `judgeCycle` will say, found fast.
 */
export function seemsStable(steps: readonly FrozenStep[], rho: number): boolean {
  return samplesOf(steps, rho).every((lambda) => Math.abs(cycleFactor(steps, lambda)) <= 1 + 1e-11)
}
