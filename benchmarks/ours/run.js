// The child that measures ours: node run.js '<settings as JSON>'
import { createBackend } from '@numeural/core'
import { serve } from '../harness/serve.js'
import { convolutionLayers } from './convolution-layers.js'
import { diffusionBlocks } from './diffusion-blocks.js'
import { diffusionStep } from './diffusion-step.js'

/** @type {Readonly<Record<string, (backend: import('@numeural/core').Backend, settings: any) => Promise<Omit<import('../harness/serve.js').Work, 'info'>>>>} */
const works = {
  'convolution-layers': convolutionLayers,
  'diffusion-blocks': diffusionBlocks,
  'diffusion-step': diffusionStep,
}
const settings = JSON.parse(process.argv[2])

await serve(async () => {
  const backend = await createBackend('wasm', { threads: settings.threads })
  const work = await works[settings.work](backend, settings)
  const { executor, reason } = backend.info
  return { info: `Numeural: ${executor}${reason === null ? '' : ` (${reason})`}`, ...work }
})
