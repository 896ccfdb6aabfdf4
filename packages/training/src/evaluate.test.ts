import { peronaMalik } from '@numeural/activations'
import { createBackend, type Signals } from '@numeural/core'
import { denoisingSignals } from '@numeural/datasets'
import { explicit, modelOf, residualNetwork, schemeNetwork } from '@numeural/schemes'
import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate.js'
import { train } from './train.js'

const { test } = denoisingSignals({ train: 1, validation: 1, test: 20, length: 64 })

describe('evaluate', () => {
  const network = (tau: number) =>
    schemeNetwork({
      ...{ scheme: explicit, dimension: 1, blocks: 4, kernel: { width: 2, values: [-1, 1] } },
      activation: peronaMalik,
      parameters: { tau: { initial: tau, trainable: false } },
    })

  it('gives the figures of a model', async () => {
    const { psnr, loss, count } = await evaluate(modelOf(network(0.25)), test)
    expect(count).toBe(20)
    expect(psnr.test).toBeCloseTo(10 * Math.log10(255 ** 2 / loss), 10)
    expect(psnr.test).toBeGreaterThan(psnr.noisy + 2)
  })

  // The flux of Perona–Malik is bounded: no value ever overflows.
  it.each(['wasm', 'reference'] as const)('refuses results that explode (%s)', async (name) => {
    await using backend = await createBackend(name)
    await expect(evaluate(modelOf(network(1e9)), test, { backend })).rejects.toMatchObject({
      name: 'DivergenceError',
      code: 'EVALUATION_DIVERGED',
      message: expect.stringMatching(/^The model diverged: its results reach \d/),
    })
  })

  it('refuses data of another dimension, and with other channels', async () => {
    const flat = modelOf(schemeNetwork({ ...flatNetwork(), dimension: 2, kernel: { width: 2, values: [-1, 1, 0, 0] } }))
    await expect(evaluate(flat, test)).rejects.toMatchObject({
      code: 'MODEL_DIMENSION',
      message: 'The network is made for images, the evaluation data are 1D signals.',
    })
    const square = (signals: Signals): Signals => ({ ...signals, shape: { channels: 1, height: 8, width: 8 } })
    const images = { noisy: square(test.noisy), clean: square(test.clean) }
    await expect(evaluate(modelOf(network(0.25)), images)).rejects.toMatchObject({
      code: 'MODEL_DIMENSION',
      message: 'The network is made for 1D signals, the evaluation data are images.',
    })
    expect((await evaluate(flat, images)).count).toBe(20)
    const split = (signals: Signals): Signals => ({ ...signals, shape: { channels: 2, height: 1, width: 32 } })
    const pairs = { noisy: split(test.noisy), clean: split(test.clean) }
    await expect(evaluate(modelOf(network(0.25)), pairs)).rejects.toMatchObject({
      message: 'The network takes signals of 1 channel, the evaluation data have 2 channels.',
    })
    await expect(train(network(0.25), { train: images, validation: images })).rejects.toMatchObject({
      code: 'MODEL_DIMENSION',
    })
  })

  function flatNetwork() {
    return { scheme: explicit, blocks: 2, activation: peronaMalik } as const
  }

  it('allows a network with biases grey values for signals that are all zero', async () => {
    const model = modelOf(residualNetwork({ dimension: 1, blocks: 2, kernel: { width: 3 }, activation: peronaMalik }))
    model.effective.fill(20)
    const zero = { ...test.noisy, data: new Float32Array(test.noisy.data.length) }
    const { loss } = await evaluate(model, { noisy: zero, clean: test.clean })
    expect(loss).toBeGreaterThan(0)
  })
})
