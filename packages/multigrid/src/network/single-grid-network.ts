import { builderOf } from './builder-of.js'
import { type GridNetwork, gridNetwork } from './grid-network.js'
import { type Layer, TracedLayers } from './layers.js'
import { type NetworkOptions, networkSettings } from './network-settings.js'
import { boxLabel, stagesFigure } from './stages-figure.js'

/** A chain of convolutions on one grid: what networks on several grids are compared with (C21 sec. 7.2). */
export function singleGridNetwork(options: NetworkOptions = {}): GridNetwork {
  const settings = networkSettings('singleGridNetwork', options)
  const { channels, inputChannels, outputChannels } = settings
  const layers: Layer[] = Array.from({ length: settings.layers }, (_, k) => ({
    name: `layer ${k}`,
    inputs: k === 0 ? inputChannels : channels,
    outputs: k === settings.layers - 1 ? outputChannels : channels,
  }))
  return gridNetwork(settings, {
    builder: singleGridBuilder,
    layers,
    own: {},
    trace(builder, u) {
      const traced = new TracedLayers(builder, layers, settings)
      return layers.reduce((x, { name }, k) => traced.apply(name, x, k === layers.length - 1), u)
    },
    figure: () =>
      stagesFigure(
        'Network on a single grid',
        [{ level: 0, label: boxLabel(settings.layers, settings, channels), kept: null }],
        [],
      ),
  })
}

/** Builds these networks again. */
export const singleGridBuilder = builderOf('single-grid', singleGridNetwork)
