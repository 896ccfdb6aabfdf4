import { dependsOnlyOnRatio, differentiate, type Graph, GraphBuilder, substitute } from '@numeural/formula'
import { closedFormAt } from './closed-form.js'
import { type Bound, halfLineBounds, type NonlinearityBounds } from './half-line-bounds.js'
import type { Nonlinearity } from './nonlinearity.js'
import { isInDomain, type ParameterDomain } from './parameter.js'

const known = new WeakMap<Nonlinearity, Map<string, NonlinearityBounds>>()

/** The bounds at allowed values of all parameters, computed once for each and kept; the nonlinearity is not checked. */
export function formulaBounds(
  nonlinearity: Nonlinearity,
  parameters: Readonly<Record<string, number>>,
  tau: number,
): NonlinearityBounds {
  const values = { ...parameters }
  const diffusivity = closedFormAt(nonlinearity, 'diffusivity', tau)
  for (const [name, { domain }] of Object.entries(nonlinearity.parameters)) {
    if (isPositive(domain) && dependsOnlyOnRatio(diffusivity, 'r', name)) values[name] = 1
  }
  const cache = known.get(nonlinearity) ?? new Map<string, NonlinearityBounds>()
  known.set(nonlinearity, cache)
  const key = JSON.stringify([tau, values])
  const bounds = cache.get(key) ?? compute(nonlinearity, values, tau)
  cache.set(key, bounds)
  return bounds
}

function compute(nonlinearity: Nonlinearity, values: Record<string, number>, tau: number): NonlinearityBounds {
  const flux = closedFormAt(nonlinearity, 'activation', tau)
  const diffusivity = closedFormAt(nonlinearity, 'diffusivity', tau)
  const slope = differentiate(flux, 'r')
  const right = halfLineBounds(flux, diffusivity, slope, values)
  if (!nonlinearity.activationOnly) return right
  // Φ(−r) has the slope −Φ'(−r), so −Φ(−r) is bounded instead: it has the slopes of Φ
  const left = halfLineBounds(mirrored(flux, true), mirrored(diffusivity, false), mirrored(slope, false), values)
  const minSlope = worse(left.minSlope, right.minSlope, Math.min)
  return {
    gMax: worse(left.gMax, right.gMax, Math.max),
    lipschitz: worse(left.lipschitz, right.lipschitz, Math.max),
    monotone: {
      value: left.monotone.value && right.monotone.value,
      certified: left.monotone.certified && right.monotone.certified,
    },
    minSlope,
  }
}

function mirrored(graph: Graph, negated: boolean): Graph {
  const builder = new GraphBuilder()
  const minus = builder.finish([builder.apply('negate', builder.input('r'))])
  const [id] = builder.insert(substitute(graph, { r: minus }))
  return builder.finish([negated ? builder.apply('negate', id) : id])
}

function worse(a: Bound, b: Bound, pick: (x: number, y: number) => number): Bound {
  return { value: pick(a.value, b.value), certified: a.certified && b.certified }
}

function isPositive(domain: ParameterDomain): boolean {
  return domain === 'positive' || (Array.isArray(domain) && domain[0] > 0 && isInDomain(domain, 1))
}
