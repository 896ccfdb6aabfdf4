import { ModelFileError, type NumeuralError, ParameterError } from '@numeural/errors'
import * as v from 'valibot'
import type { NetworkDescription } from './description.js'

const finite = v.pipe(v.number(), v.finite())
/** Far above any use, and low enough that a hostile file cannot exhaust memory before its shape is looked at. */
const count = (largest: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(largest))
const index = v.pipe(v.number(), v.integer(), v.minValue(0))
const text = v.pipe(v.string(), v.maxLength(10_000))
const bound = v.union([finite, v.literal('Infinity')])
const domain = v.union([v.picklist(['real', 'positive', 'nonnegative', 'unit']), v.tuple([finite, finite])])

const nonlinearity = v.strictObject({
  name: text,
  parameters: v.record(text, v.strictObject({ default: finite, domain })),
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
  length: v.optional(count(1000)),
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
      minimum: v.optional(text),
    }),
  ),
  source: v.optional(text),
})

const common = {
  dimension: v.picklist([1, 2]),
  channels: count(1024),
  filters: count(1024),
  lifting: v.picklist(['copy', 'none']),
  kernel: v.strictObject({
    width: count(1023),
    height: count(1023),
    centreX: index,
    centreY: index,
    values: v.nullable(v.array(finite)),
  }),
  boundary: v.picklist(['reflecting', 'zero', 'periodic']),
  blocks: count(10_000),
  weights: v.picklist(['shared', 'free', 'dynamic']),
  activation: nonlinearity,
  parameters: v.record(text, v.strictObject({ initial: v.nullable(finite), trainable: v.boolean() })),
}

const description = v.variant('kind', [
  v.strictObject({
    kind: v.literal('scheme'),
    ...common,
    scheme,
    length: v.nullable(count(1000)),
    coupled: v.boolean(),
    norm: v.picklist(['rigorous', 'paper']),
    size: v.nullable(v.strictObject({ height: count(2 ** 24), width: count(2 ** 24) })),
  }),
  v.strictObject({ kind: v.literal('residual'), ...common }),
])

/** Makes the error for a field that is wrong. */
type Refuse = (path: string, given: unknown, allowed: string) => NumeuralError

/**
 * Checks data that should describe a network.
 *
 * @param origin where the data is from: a file's faults are a ModelFileError, those of options a ParameterError
 * @throws ModelFileError `NETWORK_DESCRIPTION` or ParameterError `NETWORK_OPTION` with the path of the first field that
 * is wrong
 */
export function validateDescription(data: unknown, origin: 'file' | 'options'): NetworkDescription {
  const refuse = origin === 'file' ? refuseFile : refuseOption
  const result = v.safeParse(description, data)
  if (!result.success) {
    const [issue] = result.issues
    throw refuse(v.getDotPath(issue) ?? 'the description', issue.received, issue.expected ?? issue.message)
  }
  const valid = result.output as NetworkDescription
  checkFit(valid, refuse)
  return valid
}

/** What the fields must be to each other. */
function checkFit(network: NetworkDescription, refuse: Refuse): void {
  const { kernel, dimension, channels, filters } = network
  if (dimension === 1 && kernel.height !== 1) throw refuse('kernel.height', kernel.height, '1 in one dimension')
  if (kernel.centreX >= kernel.width) throw refuse('kernel.centreX', kernel.centreX, `less than ${kernel.width}`)
  if (kernel.centreY >= kernel.height) throw refuse('kernel.centreY', kernel.centreY, `less than ${kernel.height}`)
  const size = channels * filters * kernel.height * kernel.width
  if (size > 2 ** 24) throw refuse('kernel', `${size} numbers`, `at most ${2 ** 24}`)
  if (kernel.values !== null && kernel.values.length !== size) {
    throw refuse('kernel.values', `${kernel.values.length} numbers`, `${size} numbers`)
  }
  if (network.kind === 'residual') {
    if (kernel.values !== null)
      throw refuse('kernel.values', 'a fixed kernel', 'null: the standard block trains both kernels')
    return
  }
  const { length, scheme } = network
  if ((length === null) !== (scheme.length === undefined)) {
    throw refuse(
      'length',
      length,
      scheme.length === undefined ? 'null: the scheme has no cycles' : 'a length: the scheme is cyclic',
    )
  }
  if (length !== null && network.blocks % length !== 0) {
    throw refuse('blocks', network.blocks, `a multiple of the cycle's length ${length}`)
  }
  if (dimension === 1 && network.size !== null && network.size.height !== 1) {
    throw refuse('size.height', network.size.height, '1 in one dimension')
  }
}

const refuseFile: Refuse = (path, given, allowed) =>
  new ModelFileError(`Network description: ${path} is ${String(given)}, expected ${allowed}.`, {
    code: 'NETWORK_DESCRIPTION',
    given,
    allowed,
    hint: `The file is damaged, or not a description of a network: see ${path}.`,
  })

const refuseOption: Refuse = (path, given, allowed) =>
  new ParameterError(`Network option ${path} is ${String(given)}, expected ${allowed}.`, {
    code: 'NETWORK_OPTION',
    given,
    allowed,
    hint: `Correct ${path}.`,
  })
