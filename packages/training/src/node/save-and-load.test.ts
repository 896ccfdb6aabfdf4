import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineNonlinearity, standardNonlinearities } from '@numeural/activations'
import {
  defineScheme,
  type Model,
  modelOf,
  type Network,
  type NetworkData,
  residualNetwork,
  schemeNetwork,
  standardPlugin,
} from '@numeural/schemes'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRecord } from '../saved-model.js'
import { loadModel } from './load-model.js'
import { saveModel } from './save-model.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'numeural-model-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Either it comes back to the bit, or nothing is written. */
async function backOrRefused(model: Model, record: Partial<ModelRecord> = {}): Promise<'back' | 'refused'> {
  const before = await readdir(folder)
  try {
    await saveModel(model, folder, record)
  } catch (error) {
    expect(error).toMatchObject({ name: 'ParameterError', code: expect.stringMatching(/^[A-Z_]+$/) })
    expect(await readdir(folder)).toEqual(before)
    return 'refused'
  }
  const loaded = await loadModel(folder)
  expect(loaded.raw).toEqual(model.raw)
  expect(loaded.effective).toEqual(model.effective)
  expect(loaded.network.description).toEqual(model.network.description)
  expect(loaded.record).toEqual({ data: {}, training: {}, figures: {}, ...record })
  return 'back'
}

const nonlinearities = [
  ...standardNonlinearities,
  defineNonlinearity({ name: 'jump', activation: 'abs(r) < 1 ? 0 : sign(r)', lipschitz: Number.POSITIVE_INFINITY }),
  defineNonlinearity({
    name: 'two-faces',
    parameters: { mu: { default: 2, domain: [1, 3] }, lambda: { default: 1, domain: 'positive', role: 'contrast' } },
    diffusivity: '1/(1+(r/lambda)^2)^mu',
    activation: 'r/(1+(r/lambda)^2)^mu',
    source: 'a test, “with quotes” and τ',
    gMax: 1,
  }),
]
const schemes = [
  ...standardPlugin.schemes,
  defineScheme({
    name: 'own',
    parameters: { tau: { default: 0.1, domain: 'positive' }, beta: { default: '0.1 + l/(10*L)', per: 'step' } },
    update: 'u - tau*flux + beta*(u - previous)',
    time: 'tau*(2 + beta)',
    first: 'u - tau*flux',
    length: 2,
    source: 'a test',
  }),
]

describe('whatever the architecture and its options, a model comes back to the bit or is not written', () => {
  const common = fc.record({
    dimension: fc.constantFrom(1 as const, 2 as const),
    cycles: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 3 }),
    filters: fc.integer({ min: 1, max: 3 }),
    lifting: fc.constantFrom('copy' as const, 'none' as const),
    weights: fc.constantFrom('shared' as const, 'free' as const, 'dynamic' as const),
    boundary: fc.constantFrom('reflecting' as const, 'zero' as const, 'periodic' as const),
    activation: fc.constantFrom(...nonlinearities),
    width: fc.integer({ min: 1, max: 4 }),
    fixed: fc.boolean(),
    centre: fc.boolean(),
    seed: fc.nat(1000),
  })
  const ofSchemes = fc.record({
    scheme: fc.constantFrom(...schemes.filter(({ solver }) => solver === null)),
    coupled: fc.boolean(),
    norm: fc.constantFrom('rigorous' as const, 'paper' as const),
    sized: fc.boolean(),
    tau: fc.constantFrom(undefined, 0.1, { initial: 0.05, trainable: false }, { trainable: false }),
  })

  const networkOf = (
    { cycles, width, fixed, centre, seed: _, ...options }: typeof common extends fc.Arbitrary<infer T> ? T : never,
    { sized, tau, ...own }: typeof ofSchemes extends fc.Arbitrary<infer T> ? T : never,
    kind: 'scheme' | 'residual',
  ): Network | null => {
    const height = options.dimension === 1 ? 1 : width
    const count = options.channels * options.filters * width * height
    // −0 is a number that JSON does not have.
    const values = Array.from({ length: count }, (_, k) => (k % 3 === 0 ? -0 : Math.sin(k)))
    const kernel = { width, ...(centre ? { centreX: 0 } : {}), ...(fixed ? { values } : {}) }
    try {
      if (kind === 'residual') return residualNetwork({ ...options, blocks: cycles, kernel })
      return schemeNetwork({
        ...options,
        ...own,
        blocks: cycles * (own.scheme.length ?? 1),
        kernel,
        ...(sized ? { size: { width: 9, height: options.dimension === 1 ? 1 : 7 } } : {}),
        ...(tau !== undefined && 'tau' in own.scheme.parameters ? { parameters: { tau } } : {}),
      })
    } catch {
      return null // such options make no network
    }
  }

  it('for networks of schemes and residual networks', { timeout: 60_000 }, async () => {
    let count = 0
    const property = fc.asyncProperty(common, ofSchemes, fc.constantFrom('scheme', 'residual'), async (a, b, kind) => {
      const network = networkOf(a, b, kind)
      if (network === null) return
      const model = modelOf(network, network.parametrisation.initial(a.seed))
      expect(await backOrRefused(model)).toBe('back')
      count++
    })
    await fc.assert(property, { numRuns: 150, seed: 1 })
    // Most options make a network.
    expect(count).toBeGreaterThan(75)
  })
})

describe('what is saved beside the weights', () => {
  const network = residualNetwork({ dimension: 1, blocks: 1, kernel: { width: 3 }, activation: nonlinearities[0]! })
  const model = modelOf(network)

  it.each<[string, Partial<ModelRecord>]>([
    ['nothing', {}],
    ['figures that JSON lacks', { figures: { noisy: Number.POSITIVE_INFINITY, test: Number.NaN, low: -Infinity } }],
    ['texts, numbers, truth and null', { data: { a: 'x', b: 1, c: false }, training: { seed: 0, why: null } }],
  ])('%s comes back', async (_, record) => {
    expect(await backOrRefused(model, record)).toBe('back')
  })

  it.each<[string, object]>([
    ['a number that JSON lacks', { data: { noise: Number.NaN } }],
    ['the same of the training', { training: { rate: Number.POSITIVE_INFINITY } }],
    ['a missing value', { data: { noise: undefined } }],
    ['a nested object', { data: { noise: { sigma: 10 } } }],
    ['a big integer', { training: { seed: 1n } }],
    ['a text for a figure', { figures: { psnr: 'high' } }],
    ['null for a figure', { figures: { psnr: null } }],
    ['another part', { notes: {} }],
  ])('%s is refused before anything is written', async (_, record) => {
    expect(await backOrRefused(model, record as Partial<ModelRecord>)).toBe('refused')
  })

  it('parts that are undefined are empty', async () => {
    await saveModel(model, folder, { data: undefined, figures: undefined } as Partial<ModelRecord>)
    expect((await loadModel(folder)).record).toEqual({ data: {}, training: {}, figures: {} })
  })

  it.each<[string, Model]>([
    ['weights that are not finite', { ...model, raw: model.raw.with(0, Number.NaN) }],
    ['too few weights', { ...model, raw: model.raw.slice(1) }],
    ['weights in float32', { ...model, raw: Float32Array.from(model.raw) as never }],
    ['effective parameters of other weights', { ...model, effective: model.effective.with(0, 7) }],
    ['a scheme whose cycle no file may have', modelOf(schemeNetwork(longCycle()))],
    ['a description that is no JSON', withDescription({ kind: 'own', size: Number.NaN } as NetworkData)],
    ['a source too long for a file', modelOf(residualNetwork({ ...small(), activation: longSource() }))],
  ])('%s are refused before anything is written', async (_, wrong) => {
    expect(await backOrRefused(wrong)).toBe('refused')
  })

  it('a network of another package is saved as it describes itself, for its builder', async () => {
    const own = withDescription({ kind: 'own', width: 3 } as NetworkData)
    await saveModel(own, folder)
    const builder = { name: 'own', from: () => own.network }
    expect((await loadModel(folder, { networks: [builder] })).raw).toEqual(model.raw)
    await expect(loadModel(folder)).rejects.toMatchObject({ hint: expect.stringContaining('give its builders') })
  })

  it('what a killed writer left goes after an hour, with nothing that is named', async () => {
    await saveModel(model, folder)
    const names = await readdir(folder)
    const left = ['weights-0123456789abcdef.safetensors', '.model.json.1234.part', 'notes.txt']
    for (const name of left) await writeFile(join(folder, name), 'x')
    await saveModel(model, folder)
    expect((await readdir(folder)).sort()).toEqual([...names, ...left].sort())
    const old = Date.now() / 1000 - 2 * 3600
    for (const name of [...names, ...left]) await utimes(join(folder, name), old, old)
    await saveModel(model, folder)
    expect((await readdir(folder)).sort()).toEqual([...names, 'notes.txt'].sort())
  })

  function small() {
    return { dimension: 1, blocks: 1, kernel: { width: 3 } } as const
  }

  function longSource() {
    return defineNonlinearity({ name: 'long', activation: 'r', source: 'x'.repeat(10_001) })
  }

  function longCycle() {
    const scheme = defineScheme({
      name: 'long',
      parameters: { tau: { default: 0.1, domain: 'positive' } },
      update: 'u - tau*flux',
      time: 'tau*L',
      length: 2000,
    })
    return { ...small(), scheme, activation: nonlinearities[0]!, length: 2, blocks: 2 }
  }

  function withDescription(description: NetworkData): Model {
    return { ...model, network: { ...network, kind: description.kind, description } as Network }
  }
})

describe('two writers and a reader on one folder', () => {
  const network = residualNetwork({ dimension: 1, blocks: 2, kernel: { width: 3 }, activation: nonlinearities[0]! })
  const models = [1, 2, 3].map((seed) => modelOf(network, network.parametrisation.initial(seed)))

  it('the reader always has one of the models, whole', { timeout: 60_000 }, async () => {
    await saveModel(models[0]!, folder)
    let writing = true
    const writer = async (own: readonly Model[]): Promise<void> => {
      // Both save the first one too, so that one discards what the other is about to name.
      for (let k = 0; k < 120; k++) await saveModel(own[k % own.length]!, folder)
    }
    let reads = 0
    const reader = async (): Promise<void> => {
      while (writing) {
        const { raw } = await loadModel(folder)
        expect(models.some((each) => each.raw.every((value, k) => value === raw[k]))).toBe(true)
        reads++
      }
    }
    const writers = Promise.all([writer(models.slice(0, 2)), writer([models[2]!, models[0]!])]).finally(() => {
      writing = false
    })
    await Promise.all([writers, reader(), reader()])
    expect(reads).toBeGreaterThan(100)
    await loadModel(folder)
  })
})
