import { createHash } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { writeAtomically } from '@numeural/datasets/node'
import { refused, requireKind, requireKnown } from '@numeural/errors'
import type { Model } from '@numeural/schemes'
import { requireNetwork } from '../require-network.js'
import type { ModelRecord } from '../saved-model.js'
import { modelContent } from './model-content.js'
import { encodeSafeTensors } from './safetensors.js'
import { discardWeights, namedWeights, removeAbandoned } from './weights-files.js'

const code = 'TRAINING_OPTION'

/**
 * Writes a model directory: `model.json` (the architecture as formulas, how it was trained) and the raw parameters as
 * safetensors F64. Before anything is written it is made sure that `loadModel` gives the same bits again.
 *
 * The weights are written first under a name that holds their hash, then `model.json` is renamed over, then the weights
 * go that the `model.json` before it named: at every moment the directory holds the old model or the new one, also when
 * several write into it. Of two that write at the same time the last one stays.
 *
 * @param record how the model came to be, such as `numeural train` notes it
 * @throws ParameterError `MODEL_NOT_SAVABLE` for what `loadModel` would refuse or change, `TRAINING_OPTION` for what is
 *   no model, directory or record
 */
export async function saveModel(model: Model, directory: string, record: Partial<ModelRecord> = {}): Promise<void> {
  const owner = 'saveModel'
  requireNetwork(owner, model?.network)
  requireWeights(model)
  requireKind({ owner, option: 'directory', code }, directory, 'string')
  requireKnown({ owner, code }, record, { data: true, training: true, figures: true } satisfies Record<
    keyof ModelRecord,
    true
  >)
  const bytes = encodeSafeTensors({ tensors: { raw: model.raw }, metadata: {} })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = `weights-${sha256.slice(0, 16)}.safetensors`
  const content = modelContent(model, record, { file, sha256 }, ownVersion())
  await mkdir(directory, { recursive: true })
  const previous = await namedWeights(directory)
  await writeAtomically(join(directory, file), bytes)
  await writeAtomically(join(directory, 'model.json'), content)
  // Another writer of the same weights may just have discarded them.
  const isThere = await stat(join(directory, file)).catch(() => null)
  if (isThere === null) await writeAtomically(join(directory, file), bytes)
  if (previous !== null && previous !== file) await discardWeights(directory, previous)
  await removeAbandoned(directory, file)
}

/** Refuses what cannot be the weights of the network. */
function requireWeights({ network, raw }: Model): void {
  const { rawLength } = network.parametrisation
  const option = { owner: 'saveModel', option: 'model.raw', code }
  const allowed = `a Float64Array of ${rawLength} finite numbers, as the network has`
  if (!(raw instanceof Float64Array) || raw.length !== rawLength) throw refused(option, raw, allowed)
  const broken = raw.find((value) => !Number.isFinite(value))
  if (broken !== undefined) throw refused(option, broken, allowed, 'Train the model again.')
}

function ownVersion(): string {
  const manifest = createRequire(import.meta.url)('@numeural/training/package.json') as { version: string }
  return manifest.version
}
