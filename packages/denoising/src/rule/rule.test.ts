import {
  charbonnier,
  constant,
  defineNonlinearity,
  peronaMalik,
  relu,
  standardNonlinearities,
  truncatedQuadratic,
} from '@numeural/activations'
import { type Backend, createBackend, type Image } from '@numeural/core'
import { addGaussianNoise, cropOf, greyOf } from '@numeural/datasets'
import { heldOut, photograph } from '@numeural/datasets/photographs'
import { explicit } from '@numeural/schemes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { denoise } from '../denoise/denoise.js'
import type { DenoiseOptions } from '../denoise/options.js'
import { ruleFor } from './rule.js'

let backend: Backend
let colours: Image[]
beforeAll(async () => {
  backend = await createBackend()
  const region = { x: 400, y: 250, width: 160, height: 128 }
  colours = await Promise.all(heldOut.map(async (name) => cropOf(await photograph(name), region)))
})
afterAll(() => backend.dispose())

/** The best PSNR over a grid around λ and T of the rule, by the explicit scheme. */
async function bestAround(noisy: Image, reference: Image, activation: (typeof standardNonlinearities)[number]) {
  const { parameters, time, psnr } = await denoise(noisy, { activation, reference, backend })
  const [name] = Object.keys(activation.parameters)
  let best = 0
  for (const contrast of name === undefined ? [1] : [0.5, 1, 2]) {
    for (const longer of [0.4, 0.7, 1, 1.5, 2.5]) {
      const given = name === undefined ? {} : { parameters: { [name]: contrast * parameters[name] } }
      const options = { scheme: explicit, activation, time: longer * time!, ...given }
      best = Math.max(best, (await denoise(noisy, { ...options, reference, backend })).psnr!.denoised)
    }
  }
  return { best, found: psnr!.denoised }
}

describe('rules on photographs that they were not fitted to', { timeout: 120_000 }, () => {
  // What one law for all photographs loses: most where no edge stops diffusion, which must know how much texture there
  // is.
  const tolerance = (name: string): number => (name === 'constant' || name === 'relu' ? 1.6 : 0.75)
  test.each(standardNonlinearities.map((each) => [each.name, each] as const))('%s', async (name, activation) => {
    for (const [k, image] of colours.entries()) {
      for (const reference of activation.name === 'relu' ? [greyOf(image)] : [greyOf(image), image]) {
        const sigma = k === 0 ? 15 : 30
        const noisy = addGaussianNoise(reference, sigma, { seed: k })
        const { best, found } = await bestAround(noisy, reference, activation)
        const what = `${heldOut[k]}, ${reference.channels} channels, σ = ${sigma}`
        expect(best - found, what).toBeLessThan(tolerance(name))
      }
    }
  })

  test('Charbonnier and the truncated quadratic denoise as well as their flux can', async () => {
    const reference = greyOf(colours[1])
    const noisy = addGaussianNoise(reference, 20, { seed: 1 })
    const gain = async (options: DenoiseOptions<Image>): Promise<number> => {
      const { psnr } = await denoise(noisy, { ...options, reference, backend })
      return psnr!.denoised - psnr!.noisy
    }
    expect(await gain({ activation: charbonnier })).toBeGreaterThan(7)
    expect(await gain({ activation: truncatedQuadratic })).toBeGreaterThan(6)
    // What suits Perona–Malik does not suit them: the truncated quadratic takes all noise for edges.
    const { time, parameters } = await denoise(noisy, { backend })
    const borrowed = { activation: truncatedQuadratic, time: time!, parameters: { theta: parameters.lambda } }
    expect(await gain(borrowed)).toBeLessThan(5)
  })
})

describe('what a rule goes by', () => {
  const shape = { channels: 3, height: 64, width: 64 }
  const input = { activation: peronaMalik, shape, noise: 20, independent: 3 }

  test('the noise of all channels together, between common and independent', () => {
    const [apart, between, common] = [3, 1.5, 1].map((independent) => ruleFor({ ...input, independent }))
    // Noise that is the same in all channels looks like edges in all: it takes a larger contrast.
    expect(common.contrasts.lambda).toBeGreaterThan(1.5 * apart.contrasts.lambda)
    // 1 − 1/1.5 is half of 1 − 1/3.
    expect(between.contrasts.lambda).toBeCloseTo(Math.sqrt(common.contrasts.lambda * apart.contrasts.lambda), 9)
    expect(between.time).toBeCloseTo(Math.sqrt(common.time * apart.time), 9)
  })

  test('equal channels of a signal have the root of their number times its λ, and its time', () => {
    const line = { ...input, shape: { channels: 1, height: 1, width: 99 }, independent: 1 }
    const one = ruleFor(line)
    const three = ruleFor({ ...line, shape: { ...line.shape, channels: 3 } })
    expect(three.contrasts.lambda).toBeCloseTo(Math.sqrt(3) * one.contrasts.lambda, 9)
    expect(three.time).toBe(one.time)
  })

  test('what acts on every channel alone does not ask for their number', () => {
    const grey = { ...input, shape: { ...shape, channels: 1 }, independent: 1 }
    for (const activation of [constant, relu]) {
      expect(ruleFor({ ...input, activation })).toEqual(ruleFor({ ...grey, activation }))
    }
  })

  test('another nonlinearity borrows, whatever its name; several contrasts keep their ratio', () => {
    const parameters = {
      lambda: { default: 2, domain: 'positive', role: 'contrast' },
      mu: { default: 6, domain: 'positive', role: 'contrast' },
    } as const
    const mine = defineNonlinearity({
      name: 'charbonnier',
      parameters,
      diffusivity: '1/(1 + (r/lambda)^2 + (r/mu)^4)',
    })
    const { contrasts, origin, time } = ruleFor({ ...input, activation: mine })
    const usual = ruleFor(input)
    expect({ origin, time }).toEqual({ origin: 'borrowed', time: usual.time })
    expect(contrasts.lambda).toBeCloseTo(usual.contrasts.lambda, 12)
    expect(contrasts.mu).toBeCloseTo(3 * usual.contrasts.lambda, 12)
    expect(usual.origin).toBe('fitted')
  })

  test('noise below that of quantisation counts as it', () => {
    expect(ruleFor({ ...input, noise: 0 })).toEqual(ruleFor({ ...input, noise: 0.3 }))
  })
})
