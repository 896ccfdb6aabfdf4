// run.js '<settings as JSON>': jax-js on its wasm backend as a contestant.
import { createRequire } from 'node:module'
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
  // The package does not let its own package.json be read; ours pins its version.
  const { devDependencies } = createRequire(import.meta.url)('../../package.json')
  return { info: `jax-js ${devDependencies['@jax-js/jax']}, wasm, 1 thread`, ...works[settings.work](settings) }
})
