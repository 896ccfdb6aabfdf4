import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineNonlinearity, relu } from '@numeural/activations'
import { createBackend, createRandom, type Plan, PlanBuilder, reverse } from '@numeural/core'
import { denoisingSignals } from '@numeural/datasets'
import { blockFigure, type Model, modelOf, networkFrom } from '@numeural/schemes'
import { evaluate, minimise, train } from '@numeural/training'
import { fileCheckpoint, loadModel, saveModel } from '@numeural/training/node'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { multigridPlugin } from '../plugin.js'
import { minusLaplacian } from '../problems/five-point.js'
import { fmgNetwork } from './fmg-network.js'
import type { GridNetwork } from './grid-network.js'
import { networkBuilders } from './network-builders.js'
import { singleGridNetwork } from './single-grid-network.js'
import { unet } from './unet.js'

vi.setConfig({ testTimeout: 180_000 })

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())

/** ‖f − A N(f)‖² for −Δu = f, grid size 1. */
function residualPlan(network: GridNetwork, side: number, dtype: 'float32' | 'float64', height = side): Plan {
  const builder = new PlanBuilder(dtype)
  const f = builder.input('f', { channels: 1, height, width: side })
  const grid = { level: 0, height, width: side, spacing: { x: 1, y: 1 } }
  const a = minusLaplacian(network.trace(builder, f), { builder, grid }, height === 1 ? 1 : 2)
  const residual = builder.map('f - a', { f, a })
  builder.output('loss', builder.dot(residual, residual))
  return builder.finish()
}

function noise(length: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => random.normal())
}

/** ‖f − A N(f)‖/‖f‖ on right-hand sides that no training has seen; that of the zero start is 1. */
async function heldOut({ network, effective }: Model<GridNetwork>, side: number): Promise<number> {
  const program = await backend.compile(residualPlan(network, side, 'float32'))
  const f = noise(64 * side * side, 99)
  const { loss } = await program.run({ batch: 64, inputs: { f }, parameters: Float32Array.from(effective) })
  program.dispose()
  return Math.sqrt(loss[0] / f.reduce((sum, value) => sum + value * value, 0))
}

const tanh = defineNonlinearity({ name: 'tanh', activation: 'tanh(r)' })

const networks: [string, GridNetwork][] = [
  ['unet, added', unet({ levels: 3, layers: 2, channels: 3 })],
  [
    'unet, concatenated, with an activation',
    unet({ levels: 2, layers: 2, channels: 3, skip: 'concatenate', activation: tanh }),
  ],
  ['fmg', fmgNetwork({ levels: 3, layers: 2, channels: 3 })],
  [
    "fmg, C21's grids, with an activation",
    fmgNetwork({
      schedule: ['4h', '2h', '4h', '2h', 'h', '2h', '4h', '2h', '4h', '2h', 'h'],
      layers: 2,
      channels: 2,
      activation: relu,
    }),
  ],
  ['single-grid', singleGridNetwork({ layers: 3, channels: 3 })],
]

describe.each(networks)('%s', (_, network) => {
  it('has the gradient of central differences', async () => {
    const reference = await createBackend('reference')
    const program = await reference.compile(reverse(residualPlan(network, 9, 'float64'), { loss: 'loss' }))
    const f = Float64Array.from(noise(81, 1))
    const parameters = network.parametrisation.initial(3)
    const { gradient } = await program.run({ batch: 1, inputs: { f }, parameters })
    const random = createRandom(7)
    const direction = parameters.map(() => random.normal())
    const step = 1e-6
    const lossAt = async (sign: number): Promise<number> => {
      const moved = parameters.map((value, k) => value + sign * step * direction[k])
      return (await program.run({ batch: 1, inputs: { f }, parameters: moved, outputs: ['loss'] })).loss[0]
    }
    const difference = ((await lossAt(1)) - (await lossAt(-1))) / (2 * step)
    const derivative = (gradient as Float64Array).reduce((sum, value, k) => sum + value * direction[k], 0)
    // Truncation of second order in the step; a rectifier's kinks are this near with a probability of 1e-4.
    expect(Math.abs(derivative / difference - 1)).toBeLessThan(1e-5)
  })

  it('serves grids of several sizes, in the parameters that it says', async () => {
    for (const side of [7, 8, 15]) {
      expect(residualPlan(network, side, 'float32').parameterLength).toBe(network.parametrisation.effectiveLength)
    }
    expect(network.parametrisation.initial(1)).toHaveLength(network.parametrisation.effectiveLength)
    expect(network.parametrisation.initial(1)).toEqual(network.parametrisation.initial(1))
    expect(network.parametrisation.initial(1)).not.toEqual(network.parametrisation.initial(2))
  })
})

describe('trained on the residual of Poisson’s equation alone', () => {
  const side = 15
  const trained = async (network: GridNetwork): Promise<Model<GridNetwork>> => {
    const count = 2048
    const plan = residualPlan(network, side, 'float32')
    const objective = { plan, inputs: { f: noise(count * side * side, 1) }, count }
    const options = { epochs: 2, batch: 16, learningRate: 4e-3, backend }
    return (await minimise(network, { train: [objective] }, options)).model
  }

  it('a full multigrid network beats an equally large one on a single grid', async () => {
    const fmg = fmgNetwork({ levels: 3, layers: 3, channels: 4 })
    const single = singleGridNetwork({ layers: 12, channels: 4 })
    expect(single.parametrisation.rawLength).toBeGreaterThan(0.95 * fmg.parametrisation.rawLength)
    const residual = await heldOut(await trained(fmg), side)
    expect(residual).toBeLessThan(0.06)
    expect(await heldOut(await trained(single), side)).toBeGreaterThan(3 * residual)
  })
})

describe('a model like all others', () => {
  const data = denoisingSignals({ train: 96, validation: 16, test: 16, length: 32 })
  const common = { dimension: 1, levels: 3, layers: 1, channels: 4, placement: 'cells' } as const
  const network = unet({ ...common, activation: relu })
  const options = { epochs: 12, batch: 16, learningRate: 0.01, initialisations: 1, backend }

  it('is trained, killed, resumed to the same bits, saved, loaded and evaluated', async () => {
    const whole = await train(network, data, options)
    expect(whole.psnr.validation).toBeGreaterThan(whole.psnr.before + 3)
    const folder = await mkdtemp(join(tmpdir(), 'numeural-unet-'))
    const checkpoint = fileCheckpoint(join(folder, 'checkpoint.safetensors'))
    const abort = new AbortController()
    const killed = train(network, data, {
      ...options,
      checkpoint,
      signal: abort.signal,
      onProgress: ({ epoch }) => epoch === 5 && abort.abort(),
    })
    await expect(killed).rejects.toThrow(/abort/i)
    const { model, history } = await train(network, data, { ...options, checkpoint, resume: true })
    expect(model.raw).toEqual(whole.model.raw)
    expect(history).toEqual(whole.history)
    await saveModel(model, folder)
    const loaded = await loadModel(folder, { networks: multigridPlugin.networks })
    expect(loaded.raw).toEqual(model.raw)
    expect(await evaluate(loaded, data.test, { backend })).toEqual(await evaluate(model, data.test, { backend }))
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'NETWORK_DESCRIPTION' })
  })

  it.each(networks)('%s comes back from its description', (_, given) => {
    const again = networkFrom(JSON.parse(JSON.stringify(given.description)), networkBuilders)
    expect(again.description).toEqual(given.description)
    const plans = [given, again].map((each) => JSON.stringify(residualPlan(each as GridNetwork, 15, 'float32')))
    expect(plans[1]).toBe(plans[0])
    expect(modelOf(again).raw).toEqual(modelOf(given).raw)
  })

  it.each(networks)('%s is saved and loaded to the same bits', async (_, given) => {
    const folder = await mkdtemp(join(tmpdir(), 'numeural-grids-'))
    const model = modelOf(given, given.parametrisation.initial(5))
    await saveModel(model, folder, {})
    const loaded = await loadModel(folder, { networks: multigridPlugin.networks })
    expect([loaded.raw, loaded.effective]).toEqual([model.raw, model.effective])
    expect(loaded.network.description).toEqual(given.description)
  })

  it('is not saved if it could not be loaded again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'numeural-grids-'))
    const activation = defineNonlinearity({ name: 'long', activation: 'tanh(r)', source: 'x'.repeat(10_001) })
    const model = modelOf(unet({ ...common, activation }))
    await expect(saveModel(model, folder)).rejects.toMatchObject({ code: 'MODEL_NOT_SAVABLE' })
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    [{ levels: 0 }, /unet: levels is 0/],
    [{ levles: 3 }, /there is no option levles/],
    [{ activation: { name: 'own' } }, /parameters/],
    [{ activation: 'max(0, r)' }, /Object/],
  ])('is refused where its description has %j', (change, message) => {
    const refused = expect.objectContaining({ code: 'NETWORK_DESCRIPTION', message: expect.stringMatching(message) })
    expect(() => networkFrom({ ...network.description, ...change }, networkBuilders)).toThrow(refused)
  })

  it.each(networks)('%s is drawn, a lane for every grid', async (_, given) => {
    const { graph, svg, mermaid } = await blockFigure(given)
    const boxes = graph.nodes.filter(({ kind }) => kind === 'operation')
    const lanes = new Set(boxes.map(({ lane }) => lane))
    const grids = { unet: [3, 2], fmg: [3], 'single-grid': [1] }[given.kind]
    expect(grids).toContain(lanes.size)
    expect(graph.edges.length).toBeGreaterThanOrEqual(graph.nodes.length - 1)
    expect(svg).toMatch(/^<svg .*conv 3×3/s)
    expect(svg).not.toMatch(/NaN/)
    expect(mermaid).toContain('conv 3×3')
  })
})

describe('in one dimension', () => {
  it('kernels are lines', () => {
    const network = unet({ dimension: 1, levels: 3, layers: 2, channels: 3 })
    expect(residualPlan(network, 31, 'float32', 1).parameterLength).toBe(network.parametrisation.effectiveLength)
  })
})

it.each([
  ['channels', { channels: 0 }],
  ['layers', { layers: 1.5 }],
  ['kernelWidth', { kernelWidth: 4 }],
  ['levels', { levels: 0 }],
  ['skip', { skip: 'multiply' as never }],
  ['activation', { activation: 'max(0, r)' as never }],
  ['boundary', { boundary: 'open' as never }],
  ['a misspelt option', { chanels: 3 } as object],
  ['placement', { placement: 'edges' as never }],
])('refuses %s: %j', (_, options) => {
  expect(() => unet(options)).toThrow(expect.objectContaining({ code: 'MULTIGRID_OPTION' }))
})

it.each([
  ['unet', unet, { channels: 1024, layers: 1024, kernelWidth: 63 }],
  ['fmgNetwork', fmgNetwork, { channels: 1024, layers: 1024, levels: 30 }],
  ['singleGridNetwork', singleGridNetwork, { channels: 1024, layers: 1024 }],
])('%s that no memory holds is refused with the bytes that it needs', (_, make, options) => {
  expect(() => make(options)).toThrow(
    expect.objectContaining({
      code: 'NETWORK_TOO_LARGE',
      message: expect.stringMatching(/parameters of \d{10,} bytes/),
    }),
  )
})

it('refuses grids that are too small for its levels', () => {
  const builder = new PlanBuilder('float32')
  const input = builder.input('f', { channels: 1, height: 3, width: 3 })
  expect(() => unet({ levels: 4 }).trace(builder, input)).toThrow(expect.objectContaining({ code: 'MULTIGRID_OPTION' }))
})
