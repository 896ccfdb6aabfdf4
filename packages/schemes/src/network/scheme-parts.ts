import { domainText, isInDomain, type Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/formula'
import { anySize } from '../norm/kernel-patterns.js'
import { paperNorm } from '../norm/paper-norm.js'
import { rigorousNorm } from '../norm/rigorous-norm.js'
import { fixedTransform } from '../parametrisation/fixed-transform.js'
import { kernelTransform } from '../parametrisation/kernel-transform.js'
import { limitedTransform } from '../parametrisation/limited-transform.js'
import type { Part } from '../parametrisation/parametrisation.js'
import { scalarTransform } from '../parametrisation/scalar-transform.js'
import type { Transform } from '../parametrisation/transform.js'
import { defaultsAt } from '../scheme/consistency-samples.js'
import type { Scheme } from '../scheme/scheme.js'
import type { SchemeNetworkDescription } from './description.js'
import { geometryOf } from './geometry-of.js'
import { gMaxOf } from './nonlinearity-from.js'
import { nonlinearityParts, outsideDomain, startOfNonlinearity } from './nonlinearity-parts.js'

/** τ starts close below its bound: the diffusion that denoises best with few steps is there (C21 Fig. 5). */
const startShare = 0.9

/**
 * What a network of steps of a scheme trains, in the order of its effective buffer: for every set of block weights the
 * kernel, the nonlinearity's and the scheme's parameters; then the scheme's parameters of the whole network.
 */
export function schemeParts(description: SchemeNetworkDescription, scheme: Scheme, nonlinearity: Nonlinearity): Part[] {
  refuseClash(scheme, nonlinearity)
  const sets = description.weights === 'shared' ? 1 : description.blocks
  const limits = stepLimits(description, nonlinearity)
  const parts: Part[] = []
  const limitsOfBlocks: ((effective: Float64Array) => number)[] = []
  let offset = 0
  const add = (part: Part): void => {
    parts.push(part)
    offset += part.transform.length
  }
  const schemePart = (name: string, block: number | null, limit: (effective: Float64Array) => number): Part => ({
    name: `${block === null ? 'network' : `block${block}`}.${name}`,
    kind: 'scheme',
    block,
    transform: schemeTransform(description, scheme, name, limit, limits.start),
  })
  const names = (own: boolean): string[] =>
    Object.keys(scheme.parameters).filter((name) => (scheme.parameters[name].per !== 'network') === own)

  for (let block = 0; block < sets; block++) {
    add({ name: `block${block}.kernel`, kind: 'kernel', block, transform: kernelPart(description) })
    const limit = limits.reading(offset)
    limitsOfBlocks.push(limit)
    for (const part of nonlinearityParts(description, nonlinearity, block)) add(part)
    for (const name of names(true)) add(schemePart(name, block, limit))
  }
  const smallest = (effective: Float64Array): number => Math.min(...limitsOfBlocks.map((limit) => limit(effective)))
  for (const name of names(false)) add(schemePart(name, null, smallest))
  return parts
}

function kernelPart(description: SchemeNetworkDescription): Transform {
  const { kernel, norm, size } = description
  return kernel.values === null
    ? kernelTransform(geometryOf(description), norm, size ?? anySize)
    : fixedTransform(kernel.values)
}

/** ‖K‖₂ by the network's rule. */
function normOf(description: SchemeNetworkDescription): number {
  const { values } = description.kernel
  if (values === null) return 1
  const geometry = geometryOf(description)
  return description.norm === 'paper'
    ? paperNorm(values, geometry)
    : rigorousNorm(values, geometry, description.size ?? anySize)
}

/** τ_max = 2/(g_max‖K‖²): a trained K has norm at most 1. Under the paper's rule both are only said to hold. */
function stepLimits(description: SchemeNetworkDescription, nonlinearity: Nonlinearity) {
  const norm = normOf(description)
  const names = Object.keys(nonlinearity.parameters)
  const gMax = gMaxOf(nonlinearity)
  const limit = (parameters: Readonly<Record<string, number>>): number => 2 / (gMax(parameters) * norm * norm)
  return {
    start: limit(startOfNonlinearity(nonlinearity, description.parameters)),
    /** The limit for the nonlinearity's parameters that stand at `offset` of the effective buffer. */
    reading: (offset: number) => (effective: Float64Array) =>
      limit(Object.fromEntries(names.map((name, index) => [name, effective[offset + index]]))),
  }
}

function schemeTransform(
  description: SchemeNetworkDescription,
  scheme: Scheme,
  name: string,
  limit: (effective: Float64Array) => number,
  limitAtStart: number,
): Transform {
  const { domain, per, trainable } = scheme.parameters[name]
  const setting = description.parameters[name] ?? { initial: null, trainable }
  const length = description.length ?? 1
  const count = per === 'step' ? length : 1
  const trained = trainable && setting.trainable
  const limited = name === 'tau' && domain === 'positive'
  const start = Array.from({ length: count }, (_, l) => {
    const usual = limited ? startShare * limitAtStart : defaultsAt(scheme, l, length)[name]
    return setting.initial ?? usual
  })
  for (const value of start) if (!isInDomain(domain, value)) throw outsideDomain(name, value, domainText(domain))
  if (!trained) return fixedTransform(start)
  return limited ? limitedTransform(name, count, limit, start[0] / limitAtStart) : scalarTransform(name, domain, start)
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
