import { requireWhole } from '../require.js'
import { initialParameters, type Layer, parameterLengthOf, TracedLayers } from './layers.js'
import { type NetworkOptions, networkSettings } from './settings.js'
import type { TrainableNetwork } from './trainable-network.js'

/** A chain of convolutions on one grid: what networks on several grids are compared with (C21 sec. 7.2). */
export function singleGridNetwork(options: NetworkOptions = {}): TrainableNetwork {
  const settings = networkSettings(options)
  const { channels, inputs, outputs } = settings
  requireWhole('layers', settings.layers, 1, 1024)
  const layers: Layer[] = Array.from({ length: settings.layers }, (_, k) => ({
    name: `layer ${k}`,
    inputs: k === 0 ? inputs : channels,
    outputs: k === settings.layers - 1 ? outputs : channels,
  }))
  return {
    name: 'single-grid',
    parameterLength: parameterLengthOf(layers, settings),
    initial: (seed = 0) => initialParameters(layers, settings, seed),
    trace(builder, input) {
      const traced = new TracedLayers(builder, layers, settings)
      return layers.reduce((x, { name }, k) => traced.apply(name, x, k === layers.length - 1), input)
    },
  }
}
