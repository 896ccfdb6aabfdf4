// run.js '<settings as JSON>': jax-js on its wasm backend as a contestant.
import { defaultDevice, init } from '@jax-js/jax'
import { serve } from '../../harness/serve.js'
import { convolutionLayers } from './convolution-layers.js'
import { ownBlocks } from './own-blocks.js'
import { sharedBlocks } from './shared-blocks.js'

/** @type {Readonly<Record<string, (settings: any) => Omit<import('../../harness/serve.js').Work, 'info'>>>} */
const works = { 'shared-blocks': sharedBlocks, 'own-blocks': ownBlocks, 'convolution-layers': convolutionLayers }
const settings = JSON.parse(process.argv[2])

await serve(async () => {
  await init('wasm')
  defaultDevice('wasm')
  return { info: 'jax-js, wasm, 1 thread', ...works[settings.work](settings) }
})
