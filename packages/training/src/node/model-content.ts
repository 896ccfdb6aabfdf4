import { isDeepStrictEqual } from 'node:util'
import { ParameterError, refused } from '@numeural/errors'
import { formulaLanguage } from '@numeural/formula'
import { isBlockNetwork, type Model, modelOf, networkFrom } from '@numeural/schemes'
import * as v from 'valibot'
import type { ModelRecord } from '../saved-model.js'
import { type ModelFile, modelSchema } from './model-schema.js'

/**
 * The text of the `model.json` of a model. It is read again at once, as `loadModel` will: what that would refuse, or
 * what would come back as something else, is never written.
 *
 * @throws ParameterError `MODEL_NOT_SAVABLE`
 */
export function modelContent(
  model: Model,
  given: Partial<ModelRecord>,
  weights: ModelFile['weights'],
  version: string,
): string {
  const { data = {}, training = {}, figures = {} } = given
  const record = { data: { ...data }, training: { ...training }, figures: { ...figures } }
  requireRecord(record)
  const content = {
    format: 'numeural-model',
    version: 1,
    formulaLanguage,
    packages: { '@numeural/training': version },
    architecture: { ...model.network.description },
    dtype: 'float32',
    dataScale: isBlockNetwork(model.network) ? [0, 255] : null,
    record: { ...record, figures: mapped(figures, (value) => (Number.isFinite(value) ? value : String(value))) },
    weights,
  }
  const text = `${JSON.stringify(content, null, 2)}\n`
  const found = v.safeParse(modelSchema, JSON.parse(text))
  if (!found.success) throw notSavable(`model.json would have no valid ${v.getDotPath(found.issues[0])}`)
  requireSameNetwork(model, found.output.architecture)
  return text
}

const plain = 'a text, a finite number, true or false'

/** What JSON would drop or change is refused by its name. */
function requireRecord({ data, training, figures }: ModelRecord): void {
  const isPlain = (value: unknown): boolean =>
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  const option = (name: string) => ({ owner: 'saveModel', option: `record.${name}`, code: 'MODEL_NOT_SAVABLE' })
  for (const [name, value] of Object.entries(data)) {
    if (!isPlain(value)) throw refused(option(`data.${name}`), value, plain)
  }
  for (const [name, value] of Object.entries(training)) {
    if (value !== null && !isPlain(value)) throw refused(option(`training.${name}`), value, `${plain}, or null`)
  }
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value !== 'number') throw refused(option(`figures.${name}`), value, 'a number')
  }
}

/** Refuses a network that its description does not bring back. */
function requireSameNetwork({ network, raw, effective }: Model, architecture: unknown): void {
  if (!isDeepStrictEqual(architecture, plainOf(network.description)))
    throw notSavable('its description is no plain JSON')
  const { builder } = network
  // A network of another package may say nothing of how it is built: whoever loads it knows.
  if (!isBlockNetwork(network) && builder === undefined) return
  let again: Model
  try {
    again = modelOf(networkFrom(architecture, builder === undefined ? [] : [builder]), raw)
  } catch (error) {
    throw notSavable((error as Error).message.replace(/\.$/, ''), error)
  }
  if (!isDeepStrictEqual(again.effective, effective)) {
    throw notSavable('its description gives a network with other effective parameters')
  }
}

/** Without the fields that are undefined, which JSON does not have. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf)
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(own.map(([key, each]) => [key, plainOf(each)]))
}

function mapped<Out>(values: Readonly<Record<string, number>>, map: (value: number) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]))
}

function notSavable(why: string, cause?: unknown): ParameterError {
  return new ParameterError(
    `The model could not be loaded again: ${why}.`,
    {
      code: 'MODEL_NOT_SAVABLE',
      given: why,
      allowed: 'a model that loadModel() gives back to the bit',
      hint: 'Nothing was written: change the network or the record.',
    },
    { cause },
  )
}
