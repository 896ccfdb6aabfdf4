import type { Image } from '@numeural/core'
import { eed, type InpaintProgress, type InpaintResult, inpaint, type Mask, randomMask } from '@numeural/inpainting'
import type { DemoContext } from '../progress.js'
import type { DemoSettings } from '../settings.js'

/** A photograph reconstructed from some of its pixels, in two ways. */
export interface InpaintPart {
  readonly mask: Mask
  readonly homogeneous: InpaintResult
  readonly eed: InpaintResult
  readonly seconds: number
}

/** Keeps random pixels and fills in the others: by homogeneous diffusion, for comparison, and by EED. */
export async function inpaintPart(
  { seed, backend, signal, report }: DemoContext,
  image: Image,
  { density, lambda, sigma, tolerance }: DemoSettings['inpainting'],
): Promise<InpaintPart> {
  const started = performance.now()
  const mask = randomMask(image, { density, seed })
  const common = { mask, reference: image, backend, ...(signal === undefined ? {} : { signal }) }
  report({ part: 'inpainting', done: 0, total: 1000, detail: 'homogeneous diffusion' })
  const homogeneous = await inpaint(image, { ...common, operator: 'homogeneous' })
  let first = Number.NaN
  const edgeEnhancing = await inpaint(image, {
    ...common,
    operator: eed({ sigma, parameters: { lambda } }),
    tolerance,
    onProgress: ({ iteration, residual }: InpaintProgress) => {
      if (iteration === 0) first = residual
      // The residual falls by a factor in each iteration, so that its logarithm tells how far it is.
      const share = Math.log(first / residual) / Math.log(first / tolerance)
      const done = Math.round(1000 * Math.min(Math.max(share, 0), 1))
      report({ part: 'inpainting', done, total: 1000, detail: `residual ${residual.toExponential(1)}` })
    },
  })
  return { mask, homogeneous, eed: edgeEnhancing, seconds: (performance.now() - started) / 1000 }
}
