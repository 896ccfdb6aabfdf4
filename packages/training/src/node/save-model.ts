import { createHash } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { writeAtomically } from '@numeural/datasets/node'
import { requireKnown } from '@numeural/errors'
import { formulaLanguage } from '@numeural/formula'
import { isBlockNetwork, type Model } from '@numeural/schemes'
import { requireNetwork } from '../require-network.js'
import type { ModelRecord } from '../saved-model.js'
import type { ModelFile } from './model-schema.js'
import { encodeSafeTensors } from './safetensors.js'

/**
 * Writes a model directory: `model.json` (the architecture as formulas, how it was trained) and the raw parameters as
 * safetensors F64.
 *
 * The weights are written first under a name that holds their hash, then `model.json` is renamed over, then older
 * weights go: at every moment the directory holds the old model or the new one.
 *
 * @param record how the model came to be, such as `numeural train` notes it
 */
export async function saveModel(model: Model, directory: string, record: Partial<ModelRecord> = {}): Promise<void> {
  requireNetwork('saveModel', model?.network)
  requireKnown({ owner: 'saveModel', code: 'TRAINING_OPTION' }, record, {
    data: true,
    training: true,
    figures: true,
  } satisfies Record<keyof ModelRecord, true>)
  const bytes = encodeSafeTensors({ tensors: { raw: model.raw }, metadata: {} })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = `weights-${sha256.slice(0, 16)}.safetensors`
  await mkdir(directory, { recursive: true })
  await writeAtomically(join(directory, file), bytes)
  const content: ModelFile = {
    format: 'numeural-model',
    version: 1,
    formulaLanguage,
    packages: { '@numeural/training': ownVersion() },
    architecture: { ...model.network.description },
    dtype: 'float32',
    dataScale: isBlockNetwork(model.network) ? [0, 255] : null,
    record: { data: {}, training: {}, figures: {}, ...record },
    weights: { file, sha256 },
  }
  await writeAtomically(join(directory, 'model.json'), `${JSON.stringify(content, null, 2)}\n`)
  for (const name of await readdir(directory)) {
    if (/^weights-[0-9a-f]{16}\.safetensors$/.test(name) && name !== file) await rm(join(directory, name))
  }
}

function ownVersion(): string {
  const manifest = createRequire(import.meta.url)('@numeural/training/package.json') as { version: string }
  return manifest.version
}
