import { PlanBuilder } from '@numeural/core'
import { readData } from '../harness/data-files.js'
import { differences } from '../workloads/networks.js'

/**
 * One step of uncoupled Perona–Malik diffusion; the image is a state that stays on the backend, as `denoise` does it.
 *
 * @param {import('@numeural/core').Backend} backend
 * @param {{ size: number, directory: string }} settings
 */
export async function diffusionStep(backend, { size, directory }) {
  const builder = new PlanBuilder('float32')
  const shape = { channels: 1, height: size, width: size }
  const u = builder.state('u', shape)
  builder.update(u, differences(size).trace(builder, u))
  const program = await backend.compile(builder.finish())
  const image = readData(directory, 'input')
  const request = { batch: 1, parameters: readData(directory, 'parameters'), outputs: [] }
  const reset = () => program.writeState('u', image)
  const step = () => program.run(request)
  return {
    reset,
    step,
    async check() {
      await reset()
      await step()
      return { loss: null, values: await program.readState('u') }
    },
  }
}
