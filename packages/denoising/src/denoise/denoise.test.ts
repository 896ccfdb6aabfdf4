import {
  charbonnier,
  constant,
  defineNonlinearity,
  peronaMalik,
  relu,
  standardNonlinearities,
} from '@numeural/activations'
import { createBackend, createRandom, type Image } from '@numeural/core'
import { addGaussianNoise, piecewiseLinearSignals } from '@numeural/datasets'
import { photograph } from '@numeural/datasets/photographs'
import { defineScheme, explicit, fsi, modelOf, schemeNetwork, symmetricResNet } from '@numeural/schemes'
import { describe, expect, test } from 'vitest'
import { estimateNoise } from '../noise/estimate-noise.js'
import { cycleLengthFor } from './cycle-length.js'
import { denoise } from './denoise.js'

function crop({ data, width, height, channels }: Image, size: number): Image {
  const result = new Float32Array(channels * size * size)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < size; y++) {
      const from = (c * height + y + 100) * width + 100
      result.set(data.subarray(from, from + size), (c * size + y) * size)
    }
  }
  return { data: result, width: size, height: size, channels }
}
const colour = crop(await photograph('nagasaki-boats'), 192)
const grey: Image = { ...colour, channels: 1, data: colour.data.slice(0, 192 * 192) }
const small: Image = { data: Float32Array.from({ length: 48 }, (_, i) => 5 * i), width: 8, height: 6, channels: 1 }

describe('estimateNoise', () => {
  test.each([5, 20, 60])('finds σ = %d in a photograph within 15 %%', (sigma) => {
    const estimate = estimateNoise(addGaussianNoise(grey, sigma, { seed: 1 }).data, grey)
    expect(Math.abs(estimate / sigma - 1)).toBeLessThan(0.15)
  })
  test('piecewise linear signals: within 5 % in spite of the jumps', () => {
    const { data } = piecewiseLinearSignals({ count: 100 })
    expect(
      Math.abs(estimateNoise(addGaussianNoise(data, 10, { seed: 1 }), { height: 1, width: 256 }) / 10 - 1),
    ).toBeLessThan(0.05)
  })
  test('planes and signals without noise have none', () => {
    expect(estimateNoise(small.data, small)).toBeLessThan(1e-6)
    expect(estimateNoise(new Float32Array(2), { height: 1, width: 2 })).toBe(0)
  })
})

describe('denoise with its defaults', () => {
  test.each([
    ['grey', grey, 8],
    ['colour', colour, 9],
  ])('%s, σ = 25: gains at least 8 dB, and is certified', async (_name, clean, gain) => {
    const noisy = addGaussianNoise(clean, 25, { seed: 3 })
    const result = await denoise(noisy, { reference: clean })
    expect(result.psnr!.denoised - result.psnr!.noisy).toBeGreaterThan(gain)
    expect(result.certificate.stable).toBe(true)
    // Every inner step of FSI is stable up to 2/ρ, ρ = 8 for differences in 2D; whole cycles even a little beyond.
    expect(result.tau).toBeCloseTo((0.9 * 2) / 8, 12)
    expect(result.tau).toBeLessThanOrEqual(0.9 * result.certificate.tauMax)
    expect(result).toMatchObject({ scheme: 'fsi', activation: 'perona-malik' })
    expect(result.image.data.length).toBe(clean.data.length)
    expect(Math.abs(result.noiseEstimate - 25)).toBeLessThan(2.5)
    const mean = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0) / data.length
    expect(mean(result.image.data)).toBeCloseTo(mean(noisy.data), 2)
  })
  test('signals gain at least 6 dB', async () => {
    const clean = piecewiseLinearSignals({ count: 50 })
    const noisy = addGaussianNoise(clean, 10, { seed: 3 })
    const result = await denoise(noisy, { reference: clean })
    expect(result.psnr!.denoised - result.psnr!.noisy).toBeGreaterThan(6)
    expect(result.signals.count).toBe(50)
  })
})

test('several images at once: the same as one by one', async () => {
  const options = { scheme: explicit, noiseLevel: 10, steps: 3 }
  const other = { ...small, data: small.data.toReversed() }
  const shape = { channels: 1, height: 6, width: 8 }
  const both = { data: Float32Array.of(...small.data, ...other.data), count: 2, shape }
  const { signals } = await denoise(both, options)
  const expected = [await denoise(small, options), await denoise(other, options)].flatMap(({ image }) => [
    ...image.data,
  ])
  expect(signals).toEqual({ data: Float32Array.from(expected), count: 2, shape })
})

describe('options', () => {
  test('steps, τ, λ and the noise level are heeded; backends agree', async () => {
    const options = { scheme: explicit, steps: 7, tau: 0.2, parameters: { lambda: 12 }, noiseLevel: 3 } as const
    const wasm = await denoise(small, options)
    expect(wasm).toMatchObject({ steps: 7, tau: 0.2, parameters: { lambda: 12 } })
    await using backend = await createBackend('reference')
    const reference = await denoise(small, { ...options, backend })
    // Rounding to float32, relative to values of order 200.
    wasm.image.data.forEach((value, i) => {
      expect(Math.abs(value - reference.image.data[i])).toBeLessThan(1e-3)
    })
  })
  test('linear diffusion for the time T: steps reach T', async () => {
    const { steps, tau } = await denoise(small, { scheme: explicit, activation: constant, time: 3 })
    expect(steps).toBe(Math.ceil(3 / tau))
  })
  test.each([
    [0.5, 1],
    [2, 2],
    [20, 7],
    [200, 25],
  ])('the time %d is cut into at least four cycles: L = %d', (time, length) => {
    // The longest L with 4·τL(L + 1)/3 ≤ time, at least 1.
    expect(cycleLengthFor(fsi, { tau: 0.225, alpha: 1 }, time)).toBe(length)
  })
  test.each([1, 2, 7, 12])('%d steps of a cyclic scheme are whole cycles', async (steps) => {
    expect((await denoise(small, { scheme: fsi, steps })).steps).toBe(steps)
  })
  test('relu and Charbonnier work on colours', async () => {
    for (const activation of [relu, charbonnier]) {
      const noisy = addGaussianNoise(colour, 25, { seed: 3 })
      expect((await denoise(noisy, { activation, steps: 2 })).certificate.stable).toBe(true)
    }
  })
  test('a scheme with memory', async () => {
    const scheme = defineScheme({
      name: 'heavy-ball',
      parameters: { tau: { default: 0.25, domain: 'positive' }, beta: { default: 0.3, domain: 'unit' } },
      update: 'u - tau*flux + beta*(u - previous)',
      time: 'tau/(1-beta)',
    })
    const noisy = addGaussianNoise(grey, 25, { seed: 3 })
    const result = await denoise(noisy, { scheme, reference: grey })
    expect(result.psnr!.denoised - result.psnr!.noisy).toBeGreaterThan(7)
    expect(result.parameters).toHaveProperty('beta', 0.3)
  })
  test('a model: channel by channel; of another dimension it is refused', async () => {
    const build = (dimension: 1 | 2) =>
      symmetricResNet({ dimension, channels: 3, blocks: 2, kernel: { width: 3 }, activation: peronaMalik })
    const result = await denoise(crop(colour, 16), { model: modelOf(build(2)) })
    expect(result).toMatchObject({ steps: 2, scheme: 'explicit', image: { channels: 3 } })
    await expect(denoise(grey, { model: modelOf(build(1)) })).rejects.toMatchObject({ code: 'MODEL_DIMENSION' })
  })
  test('progress is told, and a signal stops the work', async () => {
    const seen: number[] = []
    const controller = new AbortController()
    const onProgress = ({ step }: { step: number }): void => {
      seen.push(step)
      if (step === 3) controller.abort()
    }
    const work = denoise(small, { scheme: explicit, steps: 9, onProgress, signal: controller.signal })
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen).toEqual([1, 2, 3])
  })
  test('an unstable step size diverges with a message, or is at least not certified', async () => {
    const random = createRandom(1)
    const noise: Image = { ...small, data: small.data.map(() => 255 * random.uniform()) }
    const result = denoise(noise, { scheme: explicit, activation: constant, tau: 2, steps: 200 })
    await expect(result).rejects.toMatchObject({ code: 'DENOISE_DIVERGED' })
    expect((await denoise(noise, { tau: 2, steps: 2 })).certificate.stable).toBe(false)
  })
  // Bounded fluxes never overflow: without a limit such results would be handed out as any others.
  test.each([
    ['an image', small, { tau: 1e30, steps: 200 }],
    ['an image by explicit steps', small, { tau: 1e30, steps: 3, scheme: explicit }],
    ['a colour image', crop(colour, 64), { tau: 1e8, steps: 20 }],
    ['values in [0, 1]', { ...small, data: small.data.map((value) => value / 255) }, { tau: 1e6, steps: 20 }],
    ['values of one size', { ...small, data: small.data.map((value) => 1e4 + value / 255) }, { tau: 1e6, steps: 9 }],
  ])('growth of %s beyond 1000 times its range is a divergence', async (_what, image, options) => {
    await expect(denoise(image, options)).rejects.toMatchObject({ name: 'DivergenceError', code: 'DENOISE_DIVERGED' })
  })
  test('so is that of signals, of an activation alone, and of a network', async () => {
    const signals = piecewiseLinearSignals({ count: 3 })
    const code = 'DENOISE_DIVERGED'
    await expect(denoise(signals, { tau: 1e30, steps: 200 })).rejects.toMatchObject({ code })
    const activation = relu
    await expect(denoise(signals, { activation, tau: 1e7, steps: 1 })).rejects.toMatchObject({ code })
    const fixed = { width: 2, values: [-1, 1] }
    const parameters = { tau: { initial: 1e9, trainable: false } }
    const network = schemeNetwork({
      ...{ scheme: explicit, dimension: 1, blocks: 3, kernel: fixed, activation: peronaMalik, parameters },
    })
    await expect(denoise(signals, { model: modelOf(network) })).rejects.toMatchObject({ code })
  })
  test('a constant image and zeros stay what they are', async () => {
    for (const value of [0, 200]) {
      const { image } = await denoise({ ...small, data: small.data.map(() => value) }, { steps: 20 })
      // Each of 20 steps rounds to float32.
      for (const each of image.data) expect(Math.abs(each - value)).toBeLessThanOrEqual(20 * value * 2 ** -24)
    }
  })
  test.each([
    [{ steps: 0 }, 'DENOISE_OPTION'],
    [{ steps: 2, time: 1 }, 'DENOISE_OPTION'],
    [{ time: Number.POSITIVE_INFINITY }, 'DENOISE_OPTION'],
    [{ time: 1e12 }, 'DENOISE_OPTION'],
    [{ noiseLevel: -1 }, 'DENOISE_OPTION'],
    [{ sigma: 10 } as object, 'DENOISE_OPTION'],
    [{ tau: '0.1' } as object, 'DENOISE_OPTION'],
    [{ model: {} } as object, 'DENOISE_OPTION'],
    [{ tau: 0 }, 'PARAMETER_DOMAIN'],
    [{ parameters: { beta: 1 } }, 'DENOISE_OPTION'],
    [{ reference: grey }, 'REFERENCE_SHAPE'],
  ])('%o is refused', async (options, code) => {
    await expect(denoise(small, options)).rejects.toMatchObject({ code })
  })
  test('data that are no image are refused', async () => {
    await expect(denoise({ ...small, width: 7 })).rejects.toMatchObject({ code: 'IMAGE_LENGTH' })
    const broken = { ...small, data: small.data.with(3, Number.NaN) }
    await expect(denoise(broken)).rejects.toMatchObject({ code: 'IMAGE_VALUE' })
  })
})

describe('a step size by itself needs a proved bound', () => {
  const activation = defineNonlinearity({
    name: 'backward',
    parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
    diffusivity: '2*exp(-(r/lambda)^2) - 1',
  })
  test('0 ≤ g is not proved: tau has to be given', async () => {
    await expect(denoise(small, { activation })).rejects.toMatchObject({
      code: 'TAU_NOT_CERTIFIED',
      message: expect.stringContaining("'backward'"),
      hint: expect.stringContaining('Give tau'),
    })
    const { certificate } = await denoise(small, { activation, scheme: explicit, tau: 0.1, steps: 1 })
    expect(certificate).toMatchObject({ stable: false, tauMax: 0 })
  })
  test.each(standardNonlinearities.map((each) => [each.name, each] as const))('%s has one', async (_name, each) => {
    const { certificate } = await denoise(small, { activation: each, scheme: explicit, steps: 1 })
    expect(certificate.tauMax).toBeGreaterThan(0)
  })
})

describe('the contrast of a plugin', () => {
  const own = (symbol: string, role: { readonly role?: 'contrast' }) =>
    defineNonlinearity({
      name: 'own',
      parameters: { [symbol]: { default: 1, domain: 'positive', ...role } },
      diffusivity: `1/(1 + (r/${symbol})^2)`,
    })
  test.each([explicit, fsi])('follows from the noise by its role, not by its name: $name', async (scheme) => {
    const expected = await denoise(small, { activation: peronaMalik, scheme })
    const { image, parameters } = await denoise(small, { activation: own('kappa', { role: 'contrast' }), scheme })
    expect(parameters.kappa).toBe(expected.parameters.lambda)
    expect(image.data).toEqual(expected.image.data)
    const unmarked = await denoise(small, { activation: own('lambda', {}), scheme })
    expect(unmarked.parameters.lambda).toBe(1)
  })
})

describe('a formula that overflows in float32', () => {
  const activation = defineNonlinearity({ name: 'steep', diffusivity: '(1 + r^20)/(1 + r^40)' })
  const options = { activation, scheme: explicit, steps: 20, noiseLevel: 10 }
  test('runs in float64 by itself', async () => {
    const noisy = addGaussianNoise(grey, 25, { seed: 3 })
    const { dtype, certificate, image } = await denoise(noisy, options)
    expect(dtype).toBe('float64')
    expect(certificate).toMatchObject({ stable: true, arithmetic: { dtype: 'float64', certified: true } })
    // in float32 the quotient is ∞/∞ at differences of 85
    expect(image.data.every(Number.isFinite)).toBe(true)
    expect(Math.hypot(...image.data.subarray(0, 1000))).toBeGreaterThan(0)
  })
  test('in float32 nothing is certified', async () => {
    await expect(denoise(small, { ...options, dtype: 'float32' })).rejects.toMatchObject({
      code: 'TAU_NOT_CERTIFIED',
      message: expect.stringContaining('no number in float32'),
    })
  })
  test('all others run in float32', async () => {
    expect((await denoise(small, { steps: 2 })).dtype).toBe('float32')
  })
})
