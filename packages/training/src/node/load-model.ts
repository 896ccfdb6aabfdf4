import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readRegularFile } from '@numeural/datasets/node'
import { ModelFileError, type NumeuralError, requireKind, requireKnown } from '@numeural/errors'
import { modelOf, type NetworkBuilder, networkFrom } from '@numeural/schemes'
import * as v from 'valibot'
import type { SavedModel } from '../saved-model.js'
import { type ModelFile, modelSchema } from './model-schema.js'
import { reasonOf } from './reason-of.js'
import { decodeSafeTensors } from './safetensors.js'

/** Options of {@link loadModel}. */
export interface LoadModelOptions {
  /**
   * Builders of networks that are no chains of blocks: those of a plugin, such as `multigridPlugin.networks`, or of a
   * registry. Chains of blocks need none, whatever plugin their formulas came from.
   */
  readonly networks?: readonly NetworkBuilder[]
}

/**
 * Reads a model directory. The architecture is rebuilt from its formulas alone: a model with a plugin's diffusivity
 * loads without the plugin.
 *
 * @throws ModelFileError `MODEL_MISSING`, `MODEL_MALFORMED`, `MODEL_NEWER`, `WEIGHTS_MISSING`, `WEIGHTS_HASH`,
 *   `WEIGHTS_MALFORMED`, `WEIGHTS_LENGTH`; `NETWORK_DESCRIPTION` for a network that is malformed, or of a kind that no
 *   builder is given for
 */
export async function loadModel(directory: string, options: LoadModelOptions = {}): Promise<SavedModel> {
  const owner = { owner: 'loadModel', code: 'TRAINING_OPTION' }
  requireKind({ ...owner, option: 'directory' }, directory, 'string')
  requireKnown(owner, options, { networks: true } satisfies Record<keyof LoadModelOptions, true>)
  for (let attempt = 1; ; attempt++) {
    const content = await readContent(directory)
    const bytes = await readWeights(directory, content.weights.file)
    if (bytes !== null) return rebuilt(directory, content, bytes, options.networks ?? [])
    if (attempt === mostAttempts) throw weightsMissing(directory, content.weights.file)
    // Another process replaces the model: its weights are there when its model.json is, or a moment later.
    const before = JSON.stringify(content.weights)
    if (JSON.stringify((await readContent(directory)).weights) === before) await setTimeout(attempt)
  }
}

/** With a wait of one, two, … milliseconds between them: about 0.2 s in all. */
const mostAttempts = 20

async function readContent(directory: string): Promise<ModelFile> {
  const path = join(directory, 'model.json')
  const bytes = await readRegularFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new ModelFileError(
      cause.code === 'ENOENT' ? `There is no model in ${directory}.` : `${path}: ${reasonOf(cause)}.`,
      {
        code: 'MODEL_MISSING',
        given: path,
        allowed: 'a directory with a model.json',
        hint: 'Give a model directory, as saveModel() or numeural train writes it.',
      },
    )
  })
  return parse(new TextDecoder().decode(bytes), path)
}

/** The bytes of a weights file; null if it is not there. */
async function readWeights(directory: string, file: string): Promise<Uint8Array | null> {
  const path = join(directory, file)
  return await readRegularFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw weightsUnreadable(path, reasonOf(cause))
  })
}

function weightsMissing(directory: string, file: string): ModelFileError {
  return weightsUnreadable(join(directory, file), 'there is no such file')
}

function weightsUnreadable(path: string, reason: string): ModelFileError {
  return new ModelFileError(`${path}: ${reason}.`, {
    code: 'WEIGHTS_MISSING',
    given: path,
    allowed: 'the weights that model.json names',
    hint: 'The model directory is incomplete: save the model again.',
  })
}

function rebuilt(
  directory: string,
  { architecture, record, weights }: ModelFile,
  bytes: Uint8Array,
  builders: readonly NetworkBuilder[],
): SavedModel {
  const path = join(directory, 'model.json')
  const network = inFile(path, () => networkFrom(architecture, builders))
  const raw = decodeWeights(bytes, join(directory, weights.file), weights.sha256)
  const expected = network.parametrisation.rawLength
  if (raw.length !== expected) {
    throw new ModelFileError(`${directory} has ${raw.length} parameters, its architecture ${expected}.`, {
      code: 'WEIGHTS_LENGTH',
      given: raw.length,
      allowed: `${expected} parameters`,
      hint: 'The files do not belong together: save the model again.',
    })
  }
  return inFile(path, () => ({ ...modelOf(network, raw), record }))
}

/** Whatever is wrong with what a file says is an error of the file. */
function inFile<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const { code = 'NETWORK_DESCRIPTION', given, allowed, hint, message } = error as Partial<NumeuralError> & Error
    throw new ModelFileError(
      `${path}: ${message}`,
      {
        code: String(code),
        given,
        ...(allowed === undefined ? {} : { allowed }),
        hint: hint ?? 'The file is damaged, or not a description of a network.',
      },
      { cause: error },
    )
  }
}

function parse(text: string, path: string): ModelFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw malformed(path, 'is no JSON')
  }
  const head = json as { format?: unknown; version?: unknown } | null
  if (head?.format === 'numeural-model' && typeof head.version === 'number' && head.version > 1) {
    throw new ModelFileError(`${path} is a model of version ${head.version}; this Numeural reads version 1.`, {
      code: 'MODEL_NEWER',
      given: head.version,
      allowed: 'version 1',
      hint: 'Update @numeural/training.',
    })
  }
  const result = v.safeParse(modelSchema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw malformed(path, `has no valid ${v.getDotPath(issue) ?? 'content'} (${issue.message})`)
}

function malformed(path: string, what: string): ModelFileError {
  return new ModelFileError(`${path} ${what}.`, {
    code: 'MODEL_MALFORMED',
    given: path,
    allowed: 'a model.json of version 1',
    hint: 'The file is damaged or no model: save the model again.',
  })
}

function decodeWeights(bytes: Uint8Array, file: string, sha256: string): Float64Array {
  const damaged = 'The file is damaged: save the model again.'
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new ModelFileError(`The SHA-256 of ${file} is not that in model.json.`, {
      code: 'WEIGHTS_HASH',
      given: file,
      allowed: sha256,
      hint: damaged,
    })
  }
  const { raw } = decodeSafeTensors(bytes, file).tensors
  if (raw === undefined) {
    throw new ModelFileError(`${file} has no tensor named raw.`, {
      code: 'WEIGHTS_MALFORMED',
      given: file,
      allowed: 'a tensor named raw',
      hint: damaged,
    })
  }
  if (!raw.every(Number.isFinite)) {
    throw new ModelFileError(`${file} holds parameters that are not finite.`, {
      code: 'WEIGHTS_NOT_FINITE',
      given: file,
      allowed: 'finite numbers',
      hint: 'Train the model again.',
    })
  }
  return raw
}
