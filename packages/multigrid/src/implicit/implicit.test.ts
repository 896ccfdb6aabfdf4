import { charbonnier, constant, defineNonlinearity, peronaMalik, relu } from '@numeural/activations'
import { conformanceCases } from '@numeural/certificates/testing'
import { createBackend, createRegistry, type Image } from '@numeural/core'
import { cropOf, greyOf } from '@numeural/datasets'
import { photograph } from '@numeural/datasets/photographs'
import { denoise } from '@numeural/denoising'
import { explicit, schemeNetwork, standardPlugin } from '@numeural/schemes'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { multigridPlugin } from '../plugin.js'
import { diffusionSmoother } from '../problems/diffusion/diffusion-smoother.js'
import { diffusionStep } from '../problems/diffusion/diffusion-step.js'
import { solve } from '../solve/solve.js'
import { implicit } from './implicit.js'

vi.setConfig({ testTimeout: 120_000 })

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())
const colour = cropOf(await photograph('nagasaki-boats'), { x: 300, y: 300, width: 95, height: 70 })
const grey = greyOf(colour)
const norm = (image: Image): number => Math.hypot(...image.data)

describe('implicit steps', () => {
  it('of linear diffusion divide every cosine by 1 + 4τ sin²', async () => {
    const [width, tau, k] = [64, 1000, 3]
    const data = Float32Array.from({ length: width }, (_, x) => 100 * Math.cos((Math.PI * k * (x + 0.5)) / width))
    const problem = diffusionStep({ shape: { channels: 1, height: 1, width }, activation: constant, tau })
    const { x } = await solve(problem, { backend, b: data, start: data, tolerance: 1e-12 })
    const decay = 1 / (1 + 4 * tau * Math.sin((Math.PI * k) / (2 * width)) ** 2)
    // A relative residual of 1e-12, and data rounded to float32.
    x.forEach((value, i) => {
      expect(Math.abs(value - decay * data[i])).toBeLessThan(1e-5)
    })
  })

  it.each(['red-black', 'newton'])('solve u⁺ + τKᵀΦ(Ku⁺) = u where Φ is not odd, by %s', async (smoother) => {
    const options = { shape: { channels: 1, height: 1, width: 4 }, activation: relu, tau: 1 }
    const data = Float32Array.of(0, 10, 0, 0)
    const { x } = await solve(diffusionStep(options), {
      backend,
      b: data,
      start: data,
      tolerance: 1e-12,
      ...(smoother === 'newton' ? { smoother: diffusionSmoother(options) } : {}),
    })
    // Only the rising difference conducts: u₀ = u₁ − u₀ and u₁ + (u₁ − u₀) = 10.
    const expected = [10 / 3, 20 / 3, 0, 0]
    // A relative residual of 1e-12 of values up to 10.
    x.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-10)
    })
  })

  it('keep the mean of an image where Φ is not odd', async () => {
    const { image } = await denoise(grey, { scheme: implicit, activation: relu, tau: 1, steps: 1, backend })
    const mean = (data: Float32Array): number => data.reduce((sum, value) => sum + value, 0) / data.length
    expect(mean(image.data)).toBeCloseTo(mean(grey.data), 2)
  })

  it('agree with many explicit steps where the time is short', async () => {
    const options = { activation: charbonnier, parameters: { lambda: 5 }, backend }
    const one = await denoise(grey, { ...options, scheme: implicit, tau: 0.001, steps: 1 })
    const { image } = await denoise(grey, {
      ...options,
      scheme: explicit,
      tau: 0.001,
      steps: 1,
      dtype: 'float64',
    })
    // The difference is of second order in τ: below (τ‖K‖²)²·λ… of the flux, far below a grey value.
    one.image.data.forEach((value, k) => {
      expect(Math.abs(value - image.data[k])).toBeLessThan(1e-3)
    })
  })

  it.each([
    ['grey', grey, charbonnier, 10],
    ['grey', grey, charbonnier, 1000],
    ['grey', grey, peronaMalik, 0.9],
    ['colour', colour, charbonnier, 10],
    ['colour', colour, peronaMalik, 2],
  ] as const)('%s, %# keep the mean and the range, as their certificate says', async (_, image, activation, tau) => {
    const request = { scheme: implicit, activation, parameters: { lambda: 5 }, tau, steps: 1, backend }
    const { image: result, certificate } = await denoise(image, request)
    expect(certificate).toMatchObject({ stable: true, tauMax: Number.POSITIVE_INFINITY })
    expect(certificate.guarantees.filter(({ holds }) => holds).map((each) => each.norm)).toEqual([
      'euclidean',
      'maximum',
      'spectral',
    ])
    expect(certificate.notes.join(' ')).toContain('residual')
    // Solved to a relative residual of 1e-4.
    expect(norm(result)).toBeLessThan(norm(image) * (1 + 1e-4))
    expect(Math.max(...result.data)).toBeLessThan(Math.max(...image.data) + 0.05)
    expect(Math.min(...result.data)).toBeGreaterThan(Math.min(...image.data) - 0.05)
    const mean = (data: Float32Array): number => data.reduce((sum, value) => sum + value, 0) / data.length
    expect(mean(result.data)).toBeCloseTo(mean(image.data), 2)
  })

  it('claim nothing for a diffusivity that may be negative', async () => {
    const backwards = defineNonlinearity({
      name: 'partly-backward',
      parameters: {},
      diffusivity: '1 / (1 + r^2) - 0.05',
    })
    const { certificate } = await denoise(grey, {
      scheme: implicit,
      activation: backwards,
      tau: 0.1,
      steps: 1,
      backend,
    })
    expect(certificate.stable).toBe(false)
    expect(certificate.guarantees.every(({ holds }) => !holds)).toBe(true)
  })

  it('take four steps for the usual time, and refuse numbers that make none', async () => {
    const { steps, tau, scheme } = await denoise(grey, { scheme: implicit, time: 2, backend })
    expect([scheme, steps, tau]).toEqual(['implicit', 4, 0.5])
    for (const options of [
      { steps: 0 },
      { time: -1 },
      { tau: Number.NaN },
      { steps: 2, time: 3 },
      { parameters: { beta: 1 } },
    ]) {
      await expect(denoise(grey, { scheme: implicit, backend, ...options })).rejects.toThrow()
    }
  })
})

describe('FAS on photographs, τ = 10', () => {
  it('Charbonnier: relative residual 1e-6 in at most 12 V-cycles', async () => {
    const image = greyOf(cropOf(await photograph('nagasaki-boats'), { x: 200, y: 200, width: 320, height: 256 }))
    const { width, height, data } = image
    const options = {
      shape: { channels: 1, height, width },
      activation: charbonnier,
      parameters: { lambda: 5 },
      tau: 10,
    }
    const found = await solve(diffusionStep(options), {
      backend,
      b: data,
      start: data,
      smoother: diffusionSmoother(options),
      preSmoothing: 3,
      postSmoothing: 3,
      tolerance: 1e-6,
      maxIterations: 12,
    })
    expect(found.stopped).toBe('tolerance')
  })
})

describe('the plugin', () => {
  it('brings the scheme, which is no network', () => {
    const registry = createRegistry(standardPlugin, multigridPlugin)
    expect(registry.scheme('implicit')).toBe(implicit)
    expect(registry.list().schemes.find(({ name }) => name === 'implicit')).toMatchObject({
      solver: 'multigrid',
      plugin: 'multigrid',
    })
    const build = () =>
      schemeNetwork({ scheme: implicit, activation: charbonnier, dimension: 1, blocks: 2, kernel: { width: 2 } })
    expect(build).toThrow(expect.objectContaining({ code: 'SCHEME_IMPLICIT' }))
  })

  it('passes the conformance run', async () => {
    const reference = await createBackend('reference')
    for (const { run } of conformanceCases(multigridPlugin, { backends: [reference] })) await run()
  })
})
