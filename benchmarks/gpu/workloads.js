import { peronaMalik } from '@numeural/activations'
import { createRandom, PlanBuilder, reverse } from '@numeural/core'
import { symmetricResNet } from '@numeural/schemes'

/**
 * A plan with the data for one run.
 * @typedef {{ name: string, plan: import('@numeural/core').Plan, request: import('@numeural/core').RunRequest, samples: number }} Workload
 */

/**
 * What is timed; samples are values of a signal or pixels of an image.
 * @param {number} share of the usual amount of data, for slow machines
 * @returns {Workload[]}
 */
export function workloads(share = 1) {
  const signals = Math.max(1, Math.round(512 * share))
  const side = Math.max(16, Math.round(512 * Math.sqrt(share)))
  return [network(signals, false), network(signals, true), convolutionLayer(side)]
}

/**
 * 20 Perona–Malik blocks with kernels of their own on signals of 256 samples; with its gradient as in training.
 * @param {number} signals
 * @param {boolean} gradient
 * @returns {Workload}
 */
function network(signals, gradient) {
  const shape = { channels: 1, height: 1, width: 256 }
  const blocks = symmetricResNet({
    dimension: 1,
    blocks: 20,
    weights: 'free',
    kernel: { width: 3 },
    activation: peronaMalik,
  })
  const builder = new PlanBuilder('float32')
  const u = builder.input('u', shape)
  const result = blocks.trace(builder, u)
  if (gradient) builder.output('loss', builder.dot(result, result))
  else builder.output('result', result)
  const { parametrisation } = blocks
  return {
    name: `20 Perona–Malik blocks, ${signals} signals of 256${gradient ? ', with gradient' : ''}`,
    plan: gradient ? reverse(builder.finish(), { loss: 'loss' }) : builder.finish(),
    request: {
      batch: signals,
      inputs: { u: noise(256 * signals) },
      parameters: Float32Array.from(parametrisation.effective(parametrisation.initial(0))),
    },
    samples: 256 * signals,
  }
}

/**
 * A 3×3 convolution from 20 to 20 channels on a square image.
 * @param {number} side
 * @returns {Workload}
 */
function convolutionLayer(side) {
  const builder = new PlanBuilder('float32')
  const x = builder.input('x', { channels: 20, height: side, width: side })
  const kernel = builder.parameter('kernel', 20 * 20 * 9)
  builder.output('y', builder.convolution(x, kernel, { height: 3, width: 3, outputChannels: 20 }))
  return {
    name: `convolution 3×3, 20 → 20 channels, ${side}×${side}`,
    plan: builder.finish(),
    request: { batch: 1, inputs: { x: noise(20 * side * side) }, parameters: noise(20 * 20 * 9) },
    samples: side * side,
  }
}

/** @param {number} length */
function noise(length) {
  const random = createRandom(1, 'benchmark')
  return Float32Array.from({ length }, () => random.normal())
}
