import { ModelFileError, shown } from '@numeural/errors'
import * as v from 'valibot'
import { checkFit, type Refuse } from './check-fit.js'
import type { NetworkDescription, NonlinearityDescription } from './description.js'
import { largest } from './limits.js'
import type { NetworkBuilder } from './network.js'

const finite = v.pipe(v.number(), v.finite())
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const index = v.pipe(v.number(), v.integer(), v.minValue(0))
const text = v.pipe(v.string(), v.maxLength(10_000))
const bound = v.union([finite, v.literal('Infinity')])
const domain = v.union([v.picklist(['real', 'positive', 'nonnegative', 'unit']), v.tuple([finite, finite])])

const nonlinearity = v.strictObject({
  name: text,
  parameters: v.record(text, v.strictObject({ default: finite, domain, role: v.optional(v.literal('contrast')) })),
  diffusivity: v.optional(text),
  regulariser: v.optional(text),
  shrinkage: v.optional(text),
  activation: v.optional(text),
  source: v.optional(text),
  activationOnly: v.optional(v.boolean()),
  gMax: v.optional(bound),
  lipschitz: v.optional(bound),
  monotone: v.optional(v.boolean()),
})

const scheme = v.strictObject({
  name: text,
  update: text,
  at: v.optional(text),
  length: v.optional(count(largest.length)),
  time: text,
  order: v.optional(v.nullable(finite)),
  first: v.optional(text),
  parameters: v.record(
    text,
    v.strictObject({
      default: v.union([finite, text]),
      domain,
      per: v.picklist(['network', 'block', 'step']),
      trainable: v.boolean(),
      maximum: v.optional(v.nullable(text)),
      startsAt: v.optional(v.literal('bound')),
      minimum: v.optional(text),
    }),
  ),
  source: v.optional(text),
})

const common = {
  dimension: v.picklist([1, 2]),
  channels: count(largest.channels),
  filters: count(largest.filters),
  lifting: v.picklist(['copy', 'none']),
  kernel: v.strictObject({
    width: count(largest.kernel),
    height: count(largest.kernel),
    centreX: index,
    centreY: index,
    values: v.nullable(v.array(finite)),
  }),
  boundary: v.picklist(['reflecting', 'zero', 'periodic']),
  blocks: count(largest.blocks),
  weights: v.picklist(['shared', 'free', 'dynamic']),
  activation: nonlinearity,
  parameters: v.record(text, v.strictObject({ initial: v.nullable(finite), trainable: v.boolean() })),
}

const description = v.variant('kind', [
  v.strictObject({
    kind: v.literal('scheme'),
    ...common,
    scheme,
    length: v.nullable(count(largest.length)),
    coupled: v.boolean(),
    norm: v.picklist(['rigorous', 'paper']),
    size: v.nullable(v.strictObject({ height: count(largest.size), width: count(largest.size) })),
  }),
  v.strictObject({ kind: v.literal('residual'), ...common }),
])

/**
 * Checks data that should describe a nonlinearity.
 *
 * @throws ModelFileError `NETWORK_DESCRIPTION` with the path of the first field that is wrong
 */
export function validateNonlinearity(data: unknown): NonlinearityDescription {
  const result = v.safeParse(nonlinearity, data)
  if (result.success) return result.output as NonlinearityDescription
  const [issue] = result.issues
  throw refuse(v.getDotPath(issue) ?? 'the nonlinearity', issue.input, `${issue.expected ?? issue.message}`)
}

/**
 * Checks data that should describe a chain of blocks.
 *
 * @param builders of other networks that the data might have described, for the message
 * @throws ModelFileError `NETWORK_DESCRIPTION` with the path of the first field that is wrong
 */
export function validateDescription(data: unknown, builders: readonly NetworkBuilder[]): NetworkDescription {
  const result = v.safeParse(description, data)
  if (!result.success) {
    const [issue] = result.issues
    const path = v.getDotPath(issue) ?? 'the description'
    const others = path === 'kind' ? builders.map(({ name }) => ` | "${name}"`).join('') : ''
    const allowed = `${issue.expected ?? issue.message}${others}`
    throw path === 'kind' ? unknownKind(issue.input, allowed) : refuse(path, issue.input, allowed)
  }
  const valid = result.output as NetworkDescription
  checkFit(valid, refuse)
  refuseUnknownParameters(valid)
  return valid
}

/** A misspelt name would leave the parameter that was meant at its default, silently. */
function refuseUnknownParameters({ parameters, activation, ...rest }: NetworkDescription): void {
  const ofScheme = rest.kind === 'scheme' ? Object.keys(rest.scheme.parameters ?? {}) : []
  const names = [...Object.keys(activation.parameters ?? {}), ...ofScheme]
  const unknown = Object.keys(parameters).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw refuse(`parameters.${unknown}`, parameters[unknown], `parameters ${names.join(', ')}`)
}

const refuse: Refuse = (path, given, allowed) =>
  new ModelFileError(`Network description: ${path} is ${shown(given)}; allowed: ${allowed}.`, {
    code: 'NETWORK_DESCRIPTION',
    given,
    allowed,
    hint: `The file is damaged, or not a description of a network: see ${path}.`,
  })

/** A kind that is in no list may belong to a package whose builders were not given. */
function unknownKind(given: unknown, allowed: string): ModelFileError {
  return new ModelFileError(`Network description: kind is ${shown(given)}; allowed: ${allowed}.`, {
    code: 'NETWORK_DESCRIPTION',
    given,
    allowed,
    hint: 'For a network of another package give its builders, such as { networks: multigridPlugin.networks }.',
  })
}
