import { diffusivityGraph, type Nonlinearity, parityOf } from '@numeural/activations'
import { dependsOnlyOnRatio, type Graph, infimum, parse, substitute } from '@numeural/formula'

const known = new WeakMap<Nonlinearity, Map<string, boolean>>()

/**
 * Whether 0 ≤ g(r) is proved for all real r, up to −1e-12·g_max: beside g ≤ g_max what stability in the Euclidean and
 * the maximum norm rests on. That g is defined for all r is proved with g_max.
 * Both signs of r are looked at unless the form of g shows that it is even.
 */
export function isNonnegative(
  nonlinearity: Nonlinearity,
  parameters: Readonly<Record<string, number>>,
  gMax: number,
): boolean {
  const diffusivity = diffusivityGraph(nonlinearity)
  const values = { ...parameters }
  for (const [name, { domain }] of Object.entries(nonlinearity.parameters)) {
    if (domain === 'positive' && dependsOnlyOnRatio(diffusivity, 'r', name)) values[name] = 1
  }
  const cache = known.get(nonlinearity) ?? new Map<string, boolean>()
  known.set(nonlinearity, cache)
  const key = JSON.stringify([gMax, values])
  const result = cache.get(key) ?? prove(diffusivity, values, gMax)
  cache.set(key, result)
  return result
}

function prove(diffusivity: Graph, values: Readonly<Record<string, number>>, gMax: number): boolean {
  const isEven = parityOf(diffusivity) === 'even'
  const sides = isEven ? [diffusivity] : [diffusivity, substitute(diffusivity, { r: parse('-r', ['r']) })]
  return sides.every((side) => {
    // A lower bound wherever g is defined, tight or not (only a tight one is `certified`).
    const { value } = infimum(side, 'r', [0, Number.POSITIVE_INFINITY], values, { open: true })
    return value >= -1e-12 * gMax
  })
}
