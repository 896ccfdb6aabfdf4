import type { Image } from '@numeural/core'
import type { Signals } from '@numeural/datasets'
import { denoise } from '@numeural/schemes'
import type { Session } from '../session/session.js'
import type { DenoiseOptions } from './denoise-options.js'
import type { Denoised } from './denoised.js'

/** Denoises by steps of a scheme. */
export async function denoiseByScheme<Data extends Image | Signals>(
  session: Session,
  options: DenoiseOptions,
  noisy: Data,
  reference: Data | undefined,
): Promise<Denoised<Data>> {
  const { registry } = await session.registry()
  const { steps, time, tau, parameter, norm } = options
  const bar = await session.progress('denoising')
  const result = await denoise(noisy, {
    scheme: registry.scheme(options.scheme ?? 'explicit'),
    activation: registry.nonlinearity(options.activation ?? 'perona-malik'),
    parameters: parameter,
    steps,
    time,
    tau,
    norm,
    reference,
    backend: await session.backend(),
    signal: session.signal,
    onProgress: ({ step, steps: all }) => bar.update(step, all),
  })
  bar.stop()
  const { image, ...figures } = result
  return { result: image, figures }
}
