import { createBackend, createRandom, type Plan, PlanBuilder, reverse } from '@numeural/core'
import { adam, minimise } from '@numeural/training'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { minusLaplacian } from '../problems/five-point.js'
import { fmgNetwork } from './fmg-network.js'
import { singleGridNetwork } from './single-grid-network.js'
import type { TrainableNetwork } from './trainable-network.js'
import { unet } from './unet.js'

vi.setConfig({ testTimeout: 180_000 })

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())

/** ‖f − A N(f)‖² for −Δu = f, grid size 1. */
function residualPlan(network: TrainableNetwork, side: number, dtype: 'float32' | 'float64', height = side): Plan {
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
async function heldOut(network: TrainableNetwork, parameters: Float64Array, side: number): Promise<number> {
  const program = await backend.compile(residualPlan(network, side, 'float32'))
  const f = noise(64 * side * side, 99)
  const { loss } = await program.run({ batch: 64, inputs: { f }, parameters: Float32Array.from(parameters) })
  program.dispose()
  return Math.sqrt(loss[0] / f.reduce((sum, value) => sum + value * value, 0))
}

const networks: [string, TrainableNetwork][] = [
  ['unet, added', unet({ levels: 3, layers: 2, channels: 3 })],
  [
    'unet, concatenated, with an activation',
    unet({ levels: 2, layers: 2, channels: 3, skip: 'concatenate', activation: 'tanh(r)' }),
  ],
  ['fmg', fmgNetwork({ levels: 3, layers: 2, channels: 3 })],
  [
    "fmg, C21's grids, with an activation",
    fmgNetwork({
      schedule: ['4h', '2h', '4h', '2h', 'h', '2h', '4h', '2h', '4h', '2h', 'h'],
      layers: 2,
      channels: 2,
      activation: 'max(0, r)',
    }),
  ],
  ['single-grid', singleGridNetwork({ layers: 3, channels: 3 })],
]

describe.each(networks)('%s', (_, network) => {
  it('has the gradient of central differences', async () => {
    const reference = await createBackend('reference')
    const program = await reference.compile(reverse(residualPlan(network, 9, 'float64'), { loss: 'loss' }))
    const f = Float64Array.from(noise(81, 1))
    const parameters = network.initial(3)
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
      expect(residualPlan(network, side, 'float32').parameterLength).toBe(network.parameterLength)
    }
    expect(network.initial(1)).toHaveLength(network.parameterLength)
    expect(network.initial(1)).toEqual(network.initial(1))
    expect(network.initial(1)).not.toEqual(network.initial(2))
  })
})

describe('trained on the residual of Poisson’s equation alone', () => {
  const side = 15
  const train = async (network: TrainableNetwork): Promise<Float64Array> => {
    const count = 2048
    const objective = {
      plan: residualPlan(network, side, 'float32'),
      inputs: { f: noise(count * side * side, 1) },
      count,
    }
    const options = { initial: network.initial(), epochs: 2, batch: 16, learningRate: 4e-3, optimiser: adam(), backend }
    return (await minimise({ objectives: [objective], ...options })).parameters
  }

  it('a full multigrid network beats an equally large one on a single grid', async () => {
    const fmg = fmgNetwork({ levels: 3, layers: 3, channels: 4 })
    const single = singleGridNetwork({ layers: 12, channels: 4 })
    expect(single.parameterLength).toBeGreaterThan(0.95 * fmg.parameterLength)
    const residual = await heldOut(fmg, await train(fmg), side)
    expect(residual).toBeLessThan(0.06)
    expect(await heldOut(single, await train(single), side)).toBeGreaterThan(3 * residual)
  })
})

describe('in one dimension', () => {
  it('kernels are lines', () => {
    const network = unet({ dimension: 1, levels: 3, layers: 2, channels: 3 })
    expect(residualPlan(network, 31, 'float32', 1).parameterLength).toBe(network.parameterLength)
  })
})

it.each([
  ['channels', { channels: 0 }],
  ['layers', { layers: 1.5 }],
  ['kernelWidth', { kernelWidth: 4 }],
  ['levels', { levels: 0 }],
  ['skip', { skip: 'multiply' as never }],
  ['placement', { placement: 'edges' as never }],
])('refuses %s: %j', (_, options) => {
  expect(() => unet(options)).toThrow(expect.objectContaining({ code: 'MULTIGRID_OPTION' }))
})

it('refuses grids that are too small for its levels', () => {
  const builder = new PlanBuilder('float32')
  const input = builder.input('f', { channels: 1, height: 3, width: 3 })
  expect(() => unet({ levels: 4 }).trace(builder, input)).toThrow(expect.objectContaining({ code: 'MULTIGRID_OPTION' }))
})
