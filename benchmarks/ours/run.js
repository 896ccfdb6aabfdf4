// The child that measures ours: node run.js '<settings as JSON>'
import { createBackend } from '@numeural/core'
import { serve } from '../harness/serve.js'
import { diffusionBlocks } from './diffusion-blocks.js'

const works = { 'diffusion-blocks': diffusionBlocks }
const settings = JSON.parse(process.argv[2])

await serve(async () => {
  const backend = await createBackend('wasm', { threads: settings.threads })
  const work = await works[/** @type {keyof typeof works} */ (settings.work)](backend, settings)
  const { executor, reason } = backend.info
  return { info: reason === null ? executor : `${executor} (${reason})`, ...work }
})
