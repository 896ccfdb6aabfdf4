import { domainText, isInDomain } from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { DivergenceError, NumeuralError, ParameterError, ShapeError } from '@numeural/errors'
import type { Transform } from './transform.js'

/** What an entry of the effective buffer is. */
export type EntryKind = 'kernel' | 'bias' | 'nonlinearity' | 'scheme'

/** A named stretch of the effective buffer, and of the raw one it comes from. */
export interface LayoutEntry {
  /** For example `kernel`; unique in its block. */
  readonly name: string
  readonly kind: EntryKind
  /** The set of block weights it belongs to, 0 for shared ones; null if it belongs to the whole network. */
  readonly block: number | null
  /** Both together, as plans, files and messages call it: `block1.kernel`, `network.tau`. */
  readonly label: string
  readonly offset: number
  readonly length: number
  readonly rawOffset: number
  /** 0 if it is not trained. */
  readonly rawLength: number
}

/** A part to be laid out: a {@link Transform} with its name. */
export interface Part extends Pick<LayoutEntry, 'name' | 'kind' | 'block'> {
  readonly transform: Transform
}

/**
 * How raw numbers, which an optimiser changes, become the effective numbers that a plan reads: a pure function in
 * float64 and its vector–Jacobian product. Plans and certificates never see raw numbers.
 */
export interface Parametrisation {
  readonly rawLength: number
  readonly effectiveLength: number
  readonly layout: readonly LayoutEntry[]
  /** Raw numbers to start from; the same seed gives the same numbers on every machine. */
  initial(seed: number): Float64Array
  /**
   * Raw → effective. `into` receives the result if given.
   *
   * @throws DivergenceError `PARAMETER_DIVERGED` naming the parameter whose raw numbers are so large that the effective
   * ones are not finite or leave their domain
   */
  effective(raw: Float64Array, into?: Float64Array): Float64Array
  /** Jᵀ·(gradient with respect to the effective numbers), J at `raw`. `into` receives the result if given. */
  vjp(raw: Float64Array, effectiveGradient: Float64Array, into?: Float64Array): Float64Array
  /** The same map for many steps, with arrays of its own. */
  evaluation(): Evaluation
}

/**
 * A {@link Parametrisation} at one point after another.
 * What it hands out are its own arrays, which the next call overwrites.
 */
export interface Evaluation {
  /** Raw → effective; throws as {@link Parametrisation.effective} does. */
  forward(raw: Float64Array): Float64Array
  /** Jᵀ·gradient, J at the point of the last `forward`, of which nothing is computed again. */
  pull(effectiveGradient: Float64Array): Float64Array
}

/**
 * Lays parts out one behind the other.
 *
 * @param start `equal`: all blocks begin with the random numbers of the first; by default each has its own
 */
export function createParametrisation(
  parts: readonly Part[],
  { start = 'own' }: { readonly start?: 'own' | 'equal' } = {},
): Parametrisation {
  let offset = 0
  let rawOffset = 0
  const layout: LayoutEntry[] = parts.map(({ name, kind, block, transform }) => {
    const { length, rawLength } = transform
    const label = `${block === null ? 'network' : `block${block}`}.${name}`
    const entry = { name, kind, block, label, offset, length, rawOffset, rawLength }
    offset += length
    rawOffset += rawLength
    return entry
  })
  const [effectiveLength, rawLength] = [offset, rawOffset]
  requireFew(effectiveLength)
  const evaluation = (): Evaluation => evaluationOf(parts, layout, rawLength, effectiveLength)
  const own = evaluation()
  return {
    rawLength,
    effectiveLength,
    layout,
    initial(seed) {
      const random = createRandom(seed, 'weights')
      const first = new Map<string, readonly number[]>()
      const raw = new Float64Array(rawLength)
      parts.forEach(({ name, block, transform }, index) => {
        const known = start === 'equal' && block !== null ? first.get(name) : undefined
        const numbers = known ?? transform.initial(random.uniform)
        if (block !== null) first.set(name, numbers)
        raw.set(numbers, layout[index]!.rawOffset)
      })
      return raw
    },
    effective(raw, into = new Float64Array(effectiveLength)) {
      requireLength('effective parameters', into, effectiveLength)
      into.set(own.forward(raw))
      return into
    },
    vjp(raw, effectiveGradient, into = new Float64Array(rawLength)) {
      requireLength('gradient of the raw parameters', into, rawLength)
      own.forward(raw)
      into.set(own.pull(effectiveGradient))
      return into
    },
    evaluation,
  }
}

/** Parameters that a network may have: 1 GiB in float64, of which training needs about ten times as much. */
const mostParameters = 2 ** 27

function requireFew(count: number): void {
  if (count <= mostParameters) return
  const bytes = (numbers: number): string => `${Float64Array.BYTES_PER_ELEMENT * numbers} bytes`
  const allowed = `at most ${mostParameters} parameters of ${bytes(mostParameters)}`
  throw new NumeuralError(`The network has ${count} parameters of ${bytes(count)}; allowed: ${allowed}.`, {
    code: 'NETWORK_TOO_LARGE',
    given: count,
    allowed,
    hint: 'Take fewer blocks, channels or layers, smaller kernels, or shared weights.',
  })
}

function evaluationOf(
  parts: readonly Part[],
  layout: readonly LayoutEntry[],
  rawLength: number,
  effectiveLength: number,
): Evaluation {
  const raw = new Float64Array(rawLength)
  const effective = new Float64Array(effectiveLength)
  const rawGradient = new Float64Array(rawLength)
  const placed = parts.map(({ transform }, index) => {
    const { rawOffset, offset } = layout[index]!
    return transform.at({ raw, rawOffset, effective, offset, rawGradient })
  })
  return {
    forward(values) {
      requireLength('raw parameters', values, rawLength)
      raw.set(values)
      for (let index = 0; index < placed.length; index++) {
        placed[index]!.forward()
        requireDomain(layout[index]!, parts[index]!.transform, effective)
      }
      return effective
    },
    pull(gradient) {
      requireLength('gradient of the effective parameters', gradient, effectiveLength)
      for (const each of placed) each.pull(gradient)
      return rawGradient
    },
  }
}

/**
 * The entry of a name that a set of block weights reads: its own, or that of the whole network.
 *
 * @throws ParameterError `PARAMETER_UNKNOWN` if there is none
 */
export function entryOf(layout: readonly LayoutEntry[], name: string, block: number): LayoutEntry {
  const found = layout.find((entry) => entry.name === name && (entry.block === block || entry.block === null))
  if (found !== undefined) return found
  const allowed = [...new Set(layout.map((entry) => entry.name))]
  throw new ParameterError(`entryOf: name is ${name}; allowed for block ${block}: ${allowed.join(', ')}.`, {
    code: 'PARAMETER_UNKNOWN',
    given: name,
    allowed,
    hint: 'Shared weights are those of block 0.',
  })
}

function requireDomain(
  { label, offset }: LayoutEntry,
  { length, domain = 'real' }: Transform,
  values: Float64Array,
): void {
  for (let i = offset; i < offset + length; i++) {
    if (isInDomain(domain, values[i]!)) continue
    throw new DivergenceError(`The trained parameter '${label}' is ${values[i]}.`, {
      code: 'PARAMETER_DIVERGED',
      given: { parameter: label, value: values[i] },
      allowed: domainText(domain),
      hint: 'The raw parameters are too large: lower the learning rate.',
    })
  }
}

function requireLength(what: string, array: Float64Array, length: number): void {
  if (array.length === length) return
  throw new ShapeError(`The ${what} have ${array.length} numbers, ${length} are needed.`, {
    code: 'PARAMETER_LENGTH',
    given: array.length,
    allowed: `${length} numbers`,
    hint: 'Use arrays made by this parametrisation of this network.',
  })
}
