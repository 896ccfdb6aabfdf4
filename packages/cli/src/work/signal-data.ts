import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Signals } from '@numeural/core'
import { addGaussianNoise, batches, type DenoisingSplits, denoisingSignals, type SignalPairs } from '@numeural/datasets'
import { readSignals } from '@numeural/datasets/node'
import { InputFileError } from '@numeural/errors'
import { trainingDefaults } from '../defaults.js'
import { signalEndings } from '../files/read-input.js'

/**
 * Where signals come from and how noisy they are made:
 * kept in a model's record, so that its test set can be made again.
 */
export type SignalSource =
  | { readonly kind: 'synthetic'; readonly noise: number; readonly length: number }
  | { readonly kind: 'files'; readonly noise: number; readonly path: string }

/** Of the validation and the test data, so that runs with different seeds are measured on the same signals. */
const evaluationSeed = 0

/**
 * Training, validation and test pairs of a source;
 * only the training pairs depend on the seed (of files, their noise does).
 */
export async function splitsOf(source: SignalSource, seed: number): Promise<DenoisingSplits> {
  if (source.kind === 'synthetic') {
    const { pairs } = trainingDefaults
    return denoisingSignals({ ...pairs, length: source.length, sigma: source.noise, seed, evaluationSeed })
  }
  const signals = await signalsAt(source.path)
  const validation = Math.max(1, Math.round(trainingDefaults.validationShare * signals.count))
  const test = Math.max(1, Math.round(trainingDefaults.testShare * signals.count))
  if (signals.count < validation + test + 1) {
    throw inputError(source.path, `holds ${signals.count} signals`, 'at least 3: for training, validation and test')
  }
  // One pass over all signals in random order is a random permutation of them.
  const [order] = batches({ count: signals.count, batchSize: signals.count, seed: evaluationSeed, epoch: 0 })
  const part = (from: number, to: number, noiseSeed: number, name: string): SignalPairs =>
    pairsOf(pick(signals, order!.subarray(from, to)), source.noise, noiseSeed, name)
  return {
    test: part(0, test, evaluationSeed, 'test'),
    validation: part(test, test + validation, evaluationSeed, 'validation'),
    train: part(test + validation, signals.count, seed, 'train'),
  }
}

/** The test pairs of a source. */
export async function testPairs(source: SignalSource): Promise<SignalPairs> {
  if (source.kind === 'files') return (await splitsOf(source, evaluationSeed)).test
  const { test } = trainingDefaults.pairs
  const few = { train: 1, validation: 1, test }
  return denoisingSignals({ ...few, length: source.length, sigma: source.noise, evaluationSeed }).test
}

/** All signals of a file or a folder as test pairs. */
export async function allPairs(path: string, noise: number): Promise<SignalPairs> {
  return pairsOf(await signalsAt(path), noise, evaluationSeed, 'test')
}

function pairsOf(clean: Signals, noise: number, seed: number, name: string): SignalPairs {
  return { clean, noisy: addGaussianNoise(clean, noise, { seed, purpose: `${name} noise` }) }
}

function pick({ data, shape }: Signals, chosen: Uint32Array): Signals {
  const length = shape.width
  const picked = new Float32Array(chosen.length * length)
  for (const [at, index] of chosen.entries())
    picked.set(data.subarray(index * length, (index + 1) * length), at * length)
  return { data: picked, count: chosen.length, shape }
}

/** The signals of a file, or of all .csv and .json files of a folder by their names, one behind the other. */
async function signalsAt(path: string): Promise<Signals> {
  const found = await stat(path).catch((cause: Error) => {
    throw inputError(path, 'cannot be read', `a folder of signal files (${cause.message})`)
  })
  if (!found.isDirectory()) return await readSignals(path)
  const names = (await readdir(path))
    .filter((name) => signalEndings.some((ending) => name.toLowerCase().endsWith(ending)))
    .sort()
  if (names.length === 0)
    throw inputError(path, 'holds no signals', '.csv files with one signal a row, or .json arrays of arrays')
  const all: Signals[] = []
  for (const name of names) all.push(await readSignals(join(path, name)))
  const { shape } = all[0]!
  const length = shape.width
  const other = all.findIndex((signals) => signals.shape.width !== length)
  if (other > 0) {
    throw inputError(
      join(path, names[other]!),
      `has signals of length ${all[other]!.shape.width}, ${names[0]} of length ${length}`,
      'one length',
    )
  }
  const count = all.reduce((sum, signals) => sum + signals.count, 0)
  const data = new Float32Array(count * length)
  let offset = 0
  for (const signals of all) {
    data.set(signals.data, offset)
    offset += signals.data.length
  }
  return { data, count, shape }
}

function inputError(path: string, problem: string, allowed: string): InputFileError {
  return new InputFileError(`${path} ${problem}; allowed: ${allowed}.`, { code: 'SIGNAL_DATA', given: path, allowed })
}
