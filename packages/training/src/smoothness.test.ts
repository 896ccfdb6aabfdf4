import { charbonnier, peronaMalik } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { denoisingSignals } from '@numeural/datasets'
import { duFortFrankel, type Network, residualNetwork, schemeNetwork, symmetricResNet } from '@numeural/schemes'
import { describe, expect, it } from 'vitest'
import { smoothnessOf, usualSmoothness } from './smoothness.js'
import { train } from './train.js'
import type { TrainOptions } from './train-options.js'

const data = denoisingSignals({ train: 40, validation: 20, test: 1, length: 48 })
const common = { dimension: 1, blocks: 4, kernel: { width: 3 }, weights: 'dynamic' } as const
const symmetric = symmetricResNet({ ...common, activation: peronaMalik })
const networks: readonly (readonly [name: string, network: Network])[] = [
  ['symmetric', symmetric],
  ['residual', residualNetwork({ ...common, activation: charbonnier })],
  ['du-fort-frankel', schemeNetwork({ ...common, activation: charbonnier, channels: 2, scheme: duFortFrankel })],
]

/** Raw weights that differ from block to block. */
const scattered = (network: Network): Float64Array =>
  network.parametrisation.initial(3).map((value, index) => value + 0.2 * Math.sin(7 * index + 1))

/** The raw gradient that the optimiser is given in the first step. */
async function gradientOf(network: Network, initial: Float64Array, smoothness: number): Promise<Float64Array> {
  let seen = new Float64Array(0)
  const optimiser = {
    name: 'spy',
    settings: {},
    stateLength: () => 0,
    step: (_raw: Float64Array, gradient: Float64Array) => {
      seen = gradient.slice()
    },
  }
  const backend = await createBackend('reference')
  await train(network, data, { initial, optimiser, backend, smoothness, epochs: 1, batch: 40 })
  return seen
}

describe('the regulariser of dynamic weights', () => {
  it.each(networks)('%s: training adds its gradient, with τ held fixed', async (_name, network) => {
    const { parametrisation } = network
    const initial = scattered(network)
    const regulariser = smoothnessOf(network)
    const fixed = parametrisation.effective(initial)
    const scheme = parametrisation.layout.filter(({ kind }) => kind === 'scheme')
    const value = (raw: Float64Array): number => {
      const effective = parametrisation.effective(raw)
      for (const { offset, length } of scheme) effective.set(fixed.subarray(offset, offset + length), offset)
      return regulariser.value(effective)
    }
    const [without, beta10] = [await gradientOf(network, initial, 0), await gradientOf(network, initial, 10)]
    const expected = initial.map((_, index) => {
      const shifted = (by: number) => initial.map((number, i) => (i === index ? number + by : number))
      // Central differences in float64: truncation and rounding are near 1e-9 of the value.
      return (10 * (value(shifted(1e-5)) - value(shifted(-1e-5)))) / 2e-5
    })
    const norm = Math.hypot(...expected)
    expect(norm).toBeGreaterThan(1)
    const error = Math.hypot(...expected.map((number, index) => beta10[index]! - without[index]! - number))
    expect(error / norm).toBeLessThan(1e-6)
  })

  it("is Σ (θ_k − θ_{k−1})²/τ over all but the scheme's parameters, with τ = 1/blocks where there is none", () => {
    const network = residualNetwork({ ...common, blocks: 3, kernel: { width: 1 }, activation: peronaMalik })
    const { layout, effectiveLength } = network.parametrisation
    expect(layout.filter(({ block }) => block === 0).length).toBe(5)
    // Kernels, biases and λ of block k are all k²: 5 numbers that change by 1, then by 3; 1/τ = 3.
    const effective = new Float64Array(effectiveLength)
    for (const { offset, block } of layout) effective[offset] = block! ** 2
    expect(smoothnessOf(network).value(effective)).toBeCloseTo(5 * (1 + 9) * 3, 12)

    const explicit = symmetricResNet({ ...common, blocks: 2, kernel: { width: 1 }, activation: peronaMalik })
    // Kernel 1 → 2, λ 5 → 7, τ 9 → 0.5: (1 + 4)/0.5.
    expect(smoothnessOf(explicit).value(Float64Array.of(1, 5, 9, 2, 7, 0.5))).toBeCloseTo(10, 12)
  })

  it('makes weights smoother over the blocks the larger β is', async () => {
    const options: TrainOptions = {
      epochs: 60,
      batch: 20,
      learningRate: 0.02,
      initialisations: 1,
    }
    const roughness = async (smoothness: number): Promise<number> => {
      const { model, psnr } = await train(symmetric, data, { ...options, smoothness })
      expect(psnr.validation).toBeGreaterThan(psnr.before)
      return smoothnessOf(symmetric).value(model.effective)
    }
    const [free, weak, strong] = [await roughness(0), await roughness(1), await roughness(100)]
    expect(weak).toBeLessThan(free)
    expect(strong).toBeLessThan(weak / 2)
    expect(strong).toBeGreaterThan(0)
  })

  it('starts all blocks alike, so that only training tells them apart', () => {
    for (const [, network] of networks) {
      const { parametrisation } = network
      const start = parametrisation.effective(parametrisation.initial(5))
      expect(smoothnessOf(network).value(start)).toBe(0)
    }
    const free = symmetricResNet({ ...common, weights: 'free', activation: peronaMalik }).parametrisation
    expect(smoothnessOf(symmetric).value(free.effective(free.initial(5)))).toBeGreaterThan(0.01)
  })

  it('has β = 5 for standard residual networks and 10 for others, and none without dynamic weights', async () => {
    expect(networks.map(([, network]) => usualSmoothness(network))).toEqual([10, 5, 10])
    const options = { epochs: 1, initialisations: 1 }
    expect((await train(symmetric, data, { ...options })).smoothness).toBe(10)
    const free = symmetricResNet({ ...common, weights: 'free', activation: peronaMalik })
    expect((await train(free, data, { ...options })).smoothness).toBe(0)
    await expect(train(free, data, { ...options, smoothness: 3 })).rejects.toThrow(
      /^train: smoothness is 3; .*without dynamic weights/,
    )
    await expect(train(symmetric, data, { ...options, smoothness: -1 })).rejects.toThrow(/smoothness is -1/)
    await expect(train(symmetric, data, { ...options, smoothness: Number.NaN })).rejects.toThrow(/smoothness/)
  })
})
