import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { readRegularFile } from '@numeural/datasets/node'
import { ModelFileError } from '@numeural/errors'
import { networkFrom } from '@numeural/schemes'
import * as v from 'valibot'
import type { Model } from '../model.js'
import { type ModelFile, modelSchema } from './model-schema.js'
import { decodeSafeTensors } from './safetensors.js'

/**
 * Reads a model directory. The architecture is rebuilt from its formulas alone: a model with a plugin's diffusivity loads without the plugin.
 *
 * @throws ModelFileError `MODEL_MISSING`, `MODEL_MALFORMED`, `MODEL_NEWER`, `WEIGHTS_MISSING`, `WEIGHTS_HASH`, `WEIGHTS_MALFORMED`, `WEIGHTS_LENGTH`
 */
export async function loadModel(directory: string): Promise<Model> {
  const path = join(directory, 'model.json')
  const bytes = await readRegularFile(path).catch((cause: Error) => {
    throw refusal('MODEL_MISSING', `${path}: ${reasonOf(cause)}: give a model directory, as training writes it`, path)
  })
  const content = parse(new TextDecoder().decode(bytes), path)
  const network = networkFrom(content.architecture)
  const raw = await readWeights(join(directory, content.weights.file), content.weights.sha256)
  const expected = network.parametrisation.rawLength
  if (raw.length !== expected) {
    throw refusal(
      'WEIGHTS_LENGTH',
      `${directory}: ${raw.length} parameters, the architecture has ${expected}: the files do not belong together`,
      raw.length,
    )
  }
  return { network, raw, record: content.record }
}

function parse(text: string, path: string): ModelFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw refusal('MODEL_MALFORMED', `${path}: no JSON: the file is damaged or no model`, path)
  }
  const head = json as { format?: unknown; version?: unknown } | null
  if (head?.format === 'numeural-model' && typeof head.version === 'number' && head.version > 1) {
    throw refusal(
      'MODEL_NEWER',
      `${path}: model version ${head.version}: this Numeural reads version 1; update @numeural/training`,
      head.version,
    )
  }
  const result = v.safeParse(modelSchema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw refusal('MODEL_MALFORMED', `${path}: ${v.getDotPath(issue) ?? 'content'}: ${issue.message}`, path)
}

async function readWeights(file: string, sha256: string): Promise<Float64Array> {
  const bytes = await readRegularFile(file).catch((cause: Error) => {
    throw refusal('WEIGHTS_MISSING', `${file}: ${reasonOf(cause)}: the model directory is incomplete`, file)
  })
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw refusal('WEIGHTS_HASH', `${file}: its SHA-256 is not that in model.json: the file is damaged`, file)
  }
  const { raw } = decodeSafeTensors(bytes, file).tensors
  if (raw === undefined) throw refusal('WEIGHTS_MALFORMED', `${file}: no tensor named raw`, file)
  if (!raw.every(Number.isFinite))
    throw refusal('WEIGHTS_NOT_FINITE', `${file}: holds NaN or infinite parameters: train again`, file)
  return raw
}

/** Why a file cannot be read; the message of the system ends in the path, which ours begin with. */
function reasonOf({ message }: Error): string {
  return message.replace(/, \w+( '.*')?$/, '')
}

function refusal(code: string, message: string, given: unknown): ModelFileError {
  return new ModelFileError(message, { code, given })
}
