import { type Backend, createBackend } from '@numeural/core'
import { addGaussianNoise, greyOf } from '@numeural/datasets'
import { heldOut, photograph } from '@numeural/datasets/photographs'
import { explicit } from '@numeural/schemes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { denoise } from './denoise.js'

let backend: Backend
beforeAll(async () => {
  backend = await createBackend()
})
afterAll(() => backend.dispose())

describe('the rule on photographs that it was not fitted to', () => {
  test.each(heldOut)('%s: within 0.7 dB of the best λ and time', { timeout: 120_000 }, async (name) => {
    const reference = greyOf(await photograph(name))
    for (const sigma of [10, 25, 50]) {
      const noisy = addGaussianNoise(reference, sigma, { seed: 2 })
      const { psnr, parameters } = await denoise(noisy, { reference, backend })
      const { steps } = await denoise(noisy, { scheme: explicit, backend })
      let best = 0
      for (const contrast of [0.6, 1, 1.6]) {
        for (const time of [0.5, 1, 1.6, 2.5]) {
          const options = {
            scheme: explicit,
            parameters: { lambda: contrast * parameters.lambda },
            steps: Math.max(1, Math.round(time * steps)),
          }
          best = Math.max(best, (await denoise(noisy, { ...options, reference, backend })).psnr!.denoised)
        }
      }
      expect(psnr!.denoised).toBeGreaterThan(best - 0.7)
      if (sigma === 25) expect(psnr!.denoised - psnr!.noisy).toBeGreaterThan(8)
    }
  })
})
