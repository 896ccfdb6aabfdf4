import { domainText, isInDomain, type Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'
import { createEvaluator, type Graph } from '@numeural/formula'
import { anySize } from '../norm/kernel-patterns.js'
import { paperNorm } from '../norm/paper-norm.js'
import { rigorousNorm } from '../norm/rigorous-norm.js'
import { fixedTransform } from '../parametrisation/fixed-transform.js'
import { kernelTransform } from '../parametrisation/kernel-transform.js'
import { limitedTransform } from '../parametrisation/limited-transform.js'
import type { Part } from '../parametrisation/parametrisation.js'
import { raisedTransform } from '../parametrisation/raised-transform.js'
import { scalarTransform } from '../parametrisation/scalar-transform.js'
import type { Transform } from '../parametrisation/transform.js'
import { analyseScheme } from '../scheme/analyse-scheme.js'
import { defaultsAt } from '../scheme/consistency-samples.js'
import type { Scheme } from '../scheme/scheme.js'
import type { SchemeSettings } from './block-settings.js'
import { geometryOf } from './geometry-of.js'
import { gMaxOf } from './largest-diffusivity.js'
import { nonlinearityParts, outsideDomain, startOfNonlinearity } from './nonlinearity-parts.js'

/**
 * Time steps start close to their bound: the diffusion that denoises best with few steps is there (C21 Fig. 5).
 */
const startShare = 0.9

/**
 * What a network of steps of a scheme trains, in the order of its effective buffer: for every set of block weights the
 * kernel, the nonlinearity's and the scheme's parameters; then the scheme's parameters of the whole network.
 */
export function schemeParts(settings: SchemeSettings): Part[] {
  const { scheme, nonlinearity } = settings
  refuseClash(scheme, nonlinearity)
  const sets = settings.weights === 'shared' ? 1 : settings.blocks
  const rho = spectralRadius(settings)
  const parts: Part[] = []
  const rhoOfBlocks: ((effective: Float64Array) => number)[] = []
  let offset = 0
  const add = (part: Part): void => {
    parts.push(part)
    offset += part.transform.length
  }
  const schemePart = (name: string, block: number | null, rhoOf: (effective: Float64Array) => number): Part => ({
    name,
    kind: 'scheme',
    block,
    transform: schemeTransform({ settings, name, steps: stepsOf(settings, name, block) }, rhoOf, rho.start),
  })
  for (let block = 0; block < sets; block++) {
    add({ name: 'kernel', kind: 'kernel', block, transform: kernelPart(settings) })
    const rhoOf = rho.reading(offset)
    rhoOfBlocks.push(rhoOf)
    for (const part of nonlinearityParts(settings, block)) add(part)
    for (const name of namesOf(scheme, true)) add(schemePart(name, block, rhoOf))
  }
  const largest = (effective: Float64Array): number => Math.max(...rhoOfBlocks.map((rhoOf) => rhoOf(effective)))
  for (const name of namesOf(scheme, false)) add(schemePart(name, null, largest))
  return parts
}

/** Names of a scheme's parameters of which every set of block weights has its own, or of all others. */
function namesOf({ parameters }: Scheme, own: boolean): string[] {
  return Object.keys(parameters).filter((name) => (parameters[name]!.per !== 'network') === own)
}

function kernelPart(settings: SchemeSettings): Transform {
  const { kernel, norm, size } = settings
  return kernel.values === null
    ? kernelTransform(geometryOf(settings), norm, size ?? anySize)
    : fixedTransform(kernel.values)
}

/** ‖K‖₂ by the network's rule: a trained K has norm at most 1 (under the paper's rule it is only said to). */
function normOf(settings: SchemeSettings): number {
  const { values } = settings.kernel
  if (values === null) return 1
  const geometry = geometryOf(settings)
  return settings.norm === 'paper'
    ? paperNorm(values, geometry)
    : rigorousNorm(values, geometry, settings.size ?? anySize)
}

/** ρ = g_max‖K‖². */
function spectralRadius(settings: SchemeSettings) {
  const { nonlinearity } = settings
  const norm = normOf(settings)
  const names = Object.keys(nonlinearity.parameters)
  const gMax = gMaxOf(nonlinearity)
  const rho = (parameters: Readonly<Record<string, number>>): number => gMax(parameters) * norm * norm
  return {
    start: rho(startOfNonlinearity(nonlinearity, settings.parameters)),
    /** It for the nonlinearity's parameters that stand at `offset` of the effective buffer. */
    reading: (offset: number) => (effective: Float64Array) =>
      rho(Object.fromEntries(names.map((name, index) => [name, effective[offset + index]!]))),
  }
}

/** A parameter of one set of block weights, and the steps of the cycle for which it has a value each. */
interface PlacedParameter {
  readonly settings: SchemeSettings
  readonly name: string
  readonly steps: readonly number[]
}

/** A block with weights of its own is one step of the cycle; shared weights serve all of them. */
function stepsOf({ weights, length, scheme }: SchemeSettings, name: string, block: number | null): number[] {
  if (scheme.parameters[name]!.per !== 'step' || block === null || length === null) return [0]
  return weights === 'shared' ? Array.from({ length }, (_, l) => l) : [block % length]
}

function schemeTransform(
  placed: PlacedParameter,
  rhoOf: (effective: Float64Array) => number,
  rhoAtStart: number,
): Transform {
  const { settings, name, steps } = placed
  const { scheme } = settings
  const { domain, trainable } = scheme.parameters[name]!
  const start = startOf(placed, rhoAtStart)
  const count = steps.length
  const { maximum, minimum } = boundsOf(scheme, name, settings.length ?? 1)
  if (!trainable || settings.parameters[name]?.trainable === false) return fixedTransform(start)
  if (maximum !== null) {
    return limitedTransform(name, count, (effective) => maximum(rhoOf(effective)), start[0]! / maximum(rhoAtStart))
  }
  if (minimum !== null) {
    return raisedTransform(name, count, (effective) => minimum(rhoOf(effective)), start[0]! - minimum(rhoAtStart))
  }
  return scalarTransform(name, domain, start)
}

/** What a parameter of the scheme starts at, for every step of its own. */
function startOf({ settings, name, steps }: PlacedParameter, rhoAtStart: number): number[] {
  const { scheme } = settings
  const { domain, startsAt, maximum: declared } = scheme.parameters[name]!
  const initial = settings.parameters[name]?.initial ?? null
  const length = settings.length ?? 1
  const { maximum, minimum } = boundsOf(scheme, name, length)
  const start = steps.map((l) => {
    if (initial !== null) return initial
    const usual = defaultsAt(scheme, l, length)[name]!
    if (maximum !== null) {
      const isAtBound = startsAt === 'bound' || declared === undefined
      return Math.min(isAtBound ? Infinity : usual, startShare * maximum(rhoAtStart))
    }
    if (name === 'tau' && domain === 'positive') return (startShare * 2) / rhoAtStart
    return minimum === null ? usual : Math.max(usual, minimum(rhoAtStart) / startShare)
  })
  for (const value of start) if (!isInDomain(domain, value)) throw outsideDomain(name, value, domainText(domain))
  return start
}

/**
 * The parameters of the nonlinearity and of the scheme that a network starts with;
 * of those with a value per step the first one.
 */
export function startValues(settings: SchemeSettings): Record<string, number> {
  const { scheme, nonlinearity, parameters } = settings
  const rhoAtStart = spectralRadius(settings).start
  const names = [...namesOf(scheme, true), ...namesOf(scheme, false)]
  const ofScheme = names.map((name) => [name, startOf({ settings, name, steps: [0] }, rhoAtStart)[0]])
  return { ...startOfNonlinearity(nonlinearity, parameters), ...Object.fromEntries(ofScheme) }
}

/** Stability bounds of a parameter as functions of ρ. */
function boundsOf(scheme: Scheme, name: string, L: number) {
  const { maximum, minimum } = analyseScheme(scheme).limits[name]!
  const bound = (graph: Graph | null): ((rho: number) => number) | null => {
    if (graph === null) return null
    // Asked in every training step.
    const evaluate = createEvaluator(graph, ['rho', 'L'])
    const values = Float64Array.of(Number.NaN, L)
    const result = new Float64Array(1)
    return (rho) => {
      values[0] = rho
      evaluate(values, result)
      return result[0]!
    }
  }
  return { maximum: bound(maximum), minimum: bound(minimum) }
}

function refuseClash(scheme: Scheme, nonlinearity: Nonlinearity): void {
  const clash = Object.keys(scheme.parameters).find((name) => Object.hasOwn(nonlinearity.parameters, name))
  if (clash === undefined) return
  throw new ParameterError(
    `Both the scheme '${scheme.name}' and the nonlinearity '${nonlinearity.name}' have a parameter '${clash}'.`,
    {
      code: 'PARAMETER_CLASH',
      given: clash,
      allowed: 'names that differ',
      hint: `Rename '${clash}' in one of the two definitions.`,
    },
  )
}
