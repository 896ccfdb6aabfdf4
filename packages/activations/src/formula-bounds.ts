import {
  type Bound,
  dependsOnlyOnRatio,
  differentiate,
  type Graph,
  parse,
  stepAtZero,
  substitute,
} from '@numeural/formula'
import { closedFormAt } from './closed-form.js'
import { halfLineBounds } from './half-line-bounds.js'
import { lazyBounds, once } from './lazy-bounds.js'
import { mirrored } from './mirrored.js'
import type { Nonlinearity } from './nonlinearity.js'
import type { NonlinearityBounds } from './nonlinearity-bounds.js'
import { isInDomain, type ParameterDomain } from './parameter.js'
import { parityOf } from './parity.js'

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
  // Symmetry that does not follow from the form was seen at some points only.
  const isSymmetric = parityOf(flux) === 'odd' && parityOf(diffusivity) === 'even'
  const right = scaledBounds(nonlinearity, flux, diffusivity, slope, values, isSymmetric)
  if (isSymmetric) return right
  // Φ(−r) has the slope −Φ'(−r), so −Φ(−r) is bounded instead: it has the slopes of Φ
  const left = halfLineBounds(mirrored(flux, true), mirrored(diffusivity, false), mirrored(slope, false), values, false)
  const gMax = once(() => worse(left.gMax, right.gMax, Math.max))
  // A flux with a finite quotient by r tends to 0 from both sides.
  const step = once(() => (Number.isFinite(gMax().value) ? 0 : stepAtZero(flux, 'r', values)))
  return lazyBounds({
    gMax,
    lipschitz: () => withStep(worse(left.lipschitz, right.lipschitz, Math.max), step(), [-1, 1], Infinity),
    monotone: () => {
      const [a, b] = [left.monotone, right.monotone]
      // One side that falls is enough for a no.
      const falls = (a.certified && !a.value) || (b.certified && !b.value) || step() === -1
      const rises = a.value && b.value && step() !== undefined
      return { value: rises && !falls, certified: falls || (rises && a.certified && b.certified) }
    },
    minSlope: () => withStep(worse(left.minSlope, right.minSlope, Math.min), step(), [-1], -Infinity),
  })
}

/** A bound of slopes, with those of a step at 0: infinite if it is one of `steps`, or if that is not known. */
function withStep(bound: Bound, step: -1 | 0 | 1 | undefined, steps: readonly number[], infinite: number): Bound {
  if (step === undefined) return { value: infinite, certified: false }
  return steps.includes(step) ? { value: infinite, certified: true } : bound
}

/**
 * The bounds over r ≥ 0. Where one is not proved and a positive parameter is not of order 1,
 * they are looked for over the multiples of that parameter, which are all r ≥ 0 too:
 * 1/√(r² + 0.01²) varies where r is about 0.01.
 */
function scaledBounds(
  { parameters }: Nonlinearity,
  flux: Graph,
  diffusivity: Graph,
  slope: Graph,
  values: Record<string, number>,
  isOdd: boolean,
): NonlinearityBounds {
  let bounds = halfLineBounds(flux, diffusivity, slope, values, isOdd)
  for (const [name, { domain }] of Object.entries(parameters)) {
    if (domain !== 'positive' || (values[name] > 0.5 && values[name] < 2)) continue
    const multiple = parse(`r*${name}`, ['r', name])
    bounds = better(bounds, () => {
      const [f, g, s] = [flux, diffusivity, slope].map((graph) => substitute(graph, { r: multiple }))
      return halfLineBounds(f, g, s, values, isOdd)
    })
  }
  return bounds
}

/** What is proved by either; the second is asked only where the first proves nothing. */
function better(first: NonlinearityBounds, alternative: () => NonlinearityBounds): NonlinearityBounds {
  const second = once(alternative)
  const pick = <Name extends keyof NonlinearityBounds>(name: Name): NonlinearityBounds[Name] =>
    first[name].certified || !second()[name].certified ? first[name] : second()[name]
  return lazyBounds({
    gMax: () => pick('gMax'),
    lipschitz: () => pick('lipschitz'),
    minSlope: () => pick('minSlope'),
    monotone: () => pick('monotone'),
  })
}

function worse(a: Bound, b: Bound, pick: (x: number, y: number) => number): Bound {
  return { value: pick(a.value, b.value), certified: a.certified && b.certified }
}

function isPositive(domain: ParameterDomain): boolean {
  return domain === 'positive' || (Array.isArray(domain) && domain[0] > 0 && isInDomain(domain, 1))
}
