import { peronaMalik } from '@numeural/activations'
import type { Backend } from '@numeural/core'
import { denoisingSignals } from '@numeural/datasets'
import { symmetricResNet } from '@numeural/schemes'
import { type TrainResult, train } from '@numeural/training'

/**
 * A short training of a symmetric network with Perona–Malik:
 * 5 blocks, 96 signals, the same batches and start on every backend.
 */
export async function trainSmall(backend: Backend): Promise<TrainResult['psnr']> {
  const data = denoisingSignals({ train: 96, validation: 32, test: 1 })
  const network = symmetricResNet({ dimension: 1, blocks: 5, kernel: { width: 3 }, activation: peronaMalik })
  const { psnr } = await train(network, data, {
    epochs: 8,
    batch: 32,
    learningRate: 0.02,
    initialisations: 1,
    backend,
  })
  return psnr
}
