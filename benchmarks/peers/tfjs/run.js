// Bundled by `bundle.js`; then: run.cjs '<settings as JSON>'. tfjs on its wasm backend as a contestant.
import * as wasm from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients.js'
import { serve } from '../../harness/serve.js'
import { convolutionLayers } from './convolution-layers.js'
import { ownBlocks } from './own-blocks.js'
import { sharedBlocks } from './shared-blocks.js'

/** @type {Readonly<Record<string, (settings: any) => Omit<import('../../harness/serve.js').Work, 'info'>>>} */
const works = { 'shared-blocks': sharedBlocks, 'own-blocks': ownBlocks, 'convolution-layers': convolutionLayers }
const settings = JSON.parse(process.argv[2])

void serve(async () => {
  wasm.setWasmPaths(settings.wasmFiles)
  await tf.setBackend('wasm')
  await tf.ready()
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD'
  return { info: `tfjs ${tf.version_core}, ${tf.getBackend()}, ${simd}, 1 thread`, ...works[settings.work](settings) }
})
