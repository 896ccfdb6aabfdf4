import { type Image, psnr } from '@numeural/core'
import type { Signals } from '@numeural/datasets'
import { certify, estimateNoise } from '@numeural/schemes'
import type { Model } from '@numeural/training'
import { loadModel } from '@numeural/training/node'
import { UsageError } from '../errors/usage-error.js'
import type { Session } from '../session/session.js'
import { applyModel } from './apply-model.js'
import type { DenoiseOptions } from './denoise-options.js'
import type { Denoised } from './denoised.js'
import { parameterValues } from './parameter-values.js'

/** Denoises by a trained model; the channels of an image one by one. */
export async function denoiseByModel<Data extends Image | Signals>(
  session: Session,
  options: DenoiseOptions,
  noisy: Data,
  reference: Data | undefined,
): Promise<Denoised<Data>> {
  const model = await loadModel(session.path(options.model!))
  const { network, raw } = model
  const { description } = network
  refuseOtherDimension(options.model!, model, noisy)
  const backend = await session.backend()
  session.signal.throwIfAborted()
  const started = performance.now()
  const [count, shape] =
    'count' in noisy
      ? [noisy.count, { channels: 1, height: 1, width: noisy.length }]
      : [noisy.channels, { channels: 1, height: noisy.height, width: noisy.width }]
  const data = await applyModel(model, noisy.data, count, shape, backend)
  const certificate = certify(network, network.parametrisation.effective(raw))
  const taus = certificate.blocks.map(({ tau }) => tau)
  return {
    result: { ...noisy, data },
    figures: {
      scheme: description.kind === 'scheme' ? description.scheme.name : 'resnet',
      activation: description.activation.name,
      parameters: parameterValues(network, raw) ?? {},
      tau: taus.length > 0 && taus.every((tau) => tau === taus[0]) ? taus[0]! : null,
      steps: description.blocks,
      noiseEstimate: estimateNoise(noisy.data, shape),
      psnr:
        reference === undefined
          ? null
          : { noisy: psnr(noisy.data, reference.data), denoised: psnr(data, reference.data) },
      certificate,
      backend: backend.info.name,
      seconds: (performance.now() - started) / 1000,
    },
  }
}

function refuseOtherDimension(folder: string, { network }: Model, noisy: Image | Signals): void {
  const takesSignals = network.description.dimension === 1
  if (takesSignals === 'count' in noisy) return
  const wanted = takesSignals ? '1D signals: a .csv or .json file' : 'images'
  throw new UsageError(`--model ${folder}`, `this model denoises ${wanted}`)
}
