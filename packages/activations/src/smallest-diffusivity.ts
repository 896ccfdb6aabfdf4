import { infimum, parse, substitute } from '@numeural/formula'
import { closedFormAt } from './closed-form.js'
import type { Nonlinearity } from './nonlinearity.js'

/**
 * inf g over all r, proved by enclosures; null where there is no proof, and −Infinity is all that could be said.
 * Negative diffusivities sharpen, and no guarantee holds of them.
 */
export function smallestDiffusivity(
  nonlinearity: Nonlinearity,
  values: Readonly<Record<string, number>>,
  tau: number,
): number | null {
  const g = closedFormAt(nonlinearity, 'diffusivity', tau)
  const sides = nonlinearity.activationOnly ? [g, substitute(g, { r: parse('-r', ['r']) })] : [g]
  const infima = sides.map((side) => infimum(side, 'r', [0, Number.POSITIVE_INFINITY], values, { open: true }))
  return infima.every(({ certified }) => certified) ? Math.min(...infima.map(({ value }) => value)) : null
}
