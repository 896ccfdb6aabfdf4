import { PlanBuilder } from '@numeural/core'
import { trainingPlan } from '@numeural/training'
import { readData } from '../harness/data-files.js'
import { networkOf, width } from '../workloads/networks.js'
import { trainingStep } from './training-step.js'

/**
 * Blocks of a diffusion network on a batch of signals, forward or as a training step.
 *
 * @param {import('@numeural/core').Backend} backend
 * @param {{ network: import('../workloads/networks.js').Blocks, mode: 'train' | 'forward', batch: number, directory: string }} settings
 */
export async function diffusionBlocks(backend, { network: description, mode, batch, directory }) {
  const network = networkOf(description)
  const shape = { channels: 1, height: 1, width }
  // The files may hold more signals than one step works on.
  const signals = (/** @type {'input' | 'target'} */ file) => readData(directory, file).subarray(0, batch * width)
  const noisy = signals('input')
  if (mode === 'train') {
    return trainingStep({
      program: await backend.compile(trainingPlan(network, shape)),
      noisy,
      clean: signals('target'),
      batch,
      raw: network.parametrisation.initial(0),
      chain: network.parametrisation,
    })
  }
  const builder = new PlanBuilder('float32')
  builder.output('u', network.trace(builder, builder.input('noisy', shape)))
  const program = await backend.compile(builder.finish())
  const into = { u: new Float32Array(batch * width) }
  const request = { batch, inputs: { noisy }, parameters: readData(directory, 'parameters'), into }
  const step = () => program.run(request)
  return {
    step,
    async check() {
      await step()
      return { loss: null, values: into.u }
    },
  }
}
