// What the defaults of `denoise` lose against the best λ and time of each held-out photograph, whole and in grey:
// `pnpm --filter @numeural/experiments held-out` after a build.
import { createBackend } from '@numeural/core'
import { addGaussianNoise, greyOf } from '@numeural/datasets'
import { heldOut, photograph } from '@numeural/datasets/photographs'
import { denoise } from '@numeural/denoising'
import { psnrCurves } from './psnr-curves.js'

const backend = await createBackend()
const rows = []
for (const name of heldOut) {
  const clean = greyOf(await photograph(name))
  const shape = { channels: 1, height: clean.height, width: clean.width }
  for (const sigma of [10, 25, 50]) {
    const noisy = addGaussianNoise(clean, sigma, { seed: 0 })
    const { psnr, parameters } = await denoise(noisy, { reference: clean, backend })
    const sample = { name, heldOut: true, sigma, shape, batch: 1, clean: clean.data, noisy: noisy.data }
    const { best } = await psnrCurves(backend, sample)
    const [lambda, defaults] = [parameters.lambda, psnr?.denoised ?? Number.NaN]
    rows.push({ name, sigma, noisy: psnr?.noisy, lambda, defaults, best, loss: best - defaults })
  }
}
console.table(rows)
backend.dispose()
