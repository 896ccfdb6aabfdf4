import { PlanBuilder, reverse } from '@numeural/core'
import { readData } from '../harness/data-files.js'
import { direct, trainingStep } from './training-step.js'

/**
 * A training step of plain layers: convolution without bias, zeros outside, then relu.
 * The networks of `@numeural/schemes` have a skip connection in every block, so that this plan is written by hand.
 *
 * @param {import('@numeural/core').Backend} backend
 * @param {{ layers: number, channels: number, kernel: number, size: number, batch: number, directory: string }} settings
 */
export async function convolutionLayers(backend, { layers, channels, kernel, size, batch, directory }) {
  const builder = new PlanBuilder('float32')
  const shape = { channels, height: size, width: size }
  const input = builder.input('noisy', shape)
  const target = builder.input('clean', shape)
  const geometry = builder.geometry(input, {
    outputChannels: channels,
    height: kernel,
    width: kernel,
    boundary: 'zero',
  })
  let u = input
  for (let layer = 0; layer < layers; layer++) {
    const weights = builder.parameter(`layer${layer}`, channels * channels * kernel * kernel)
    u = builder.map('max(r, 0)', { r: builder.convolution(u, weights, geometry) })
  }
  const error = builder.map('u - f', { u, f: target })
  builder.output('loss', builder.dot(error, error))
  return trainingStep({
    program: await backend.compile(reverse(builder.finish(), { loss: 'loss' })),
    noisy: readData(directory, 'input'),
    clean: readData(directory, 'target'),
    batch,
    raw: Float64Array.from(readData(directory, 'parameters')),
    chain: direct,
  })
}
