import type { PlanBuilder, Signal } from '@numeural/core'
import type { Grid } from '../grid/grid.js'
import { gridsOf } from '../grid/hierarchy.js'
import { requireOption, requireWhole } from '../require.js'
import { initialParameters, type Layer, parameterLengthOf, TracedLayers } from './layers.js'
import { type NetworkOptions, type NetworkSettings, networkSettings } from './settings.js'
import type { TrainableNetwork } from './trainable-network.js'

/** Options of {@link unet}. */
export interface UnetOptions extends NetworkOptions {
  /** Number of grids. Default 3. */
  readonly levels?: number
  /** How what was kept of a grid meets what comes up from the coarser one: added, or as further channels. Default `add`. */
  readonly skip?: 'add' | 'concatenate'
}

/**
 * A plain trainable U-net: convolutions on every grid on the way down and on the way up, restrictions and prolongations in between, and a skip
 * connection across every grid. `layers` convolutions stand on each side of a grid, and once on the coarsest.
 *
 * Source: Ronneberger, Fischer, Brox 2015; C21 sec. 5.2.
 */
export function unet(options: UnetOptions = {}): TrainableNetwork {
  const { levels = 3, skip = 'add' } = options
  const settings = networkSettings(options)
  requireWhole('levels', levels, 1, 30)
  requireOption('skip', skip, skip === 'add' || skip === 'concatenate', 'add or concatenate')
  const layers = layersOf(settings, levels, skip)
  return {
    name: 'unet',
    parameterLength: parameterLengthOf(layers, settings),
    initial: (seed = 0) => initialParameters(layers, settings, seed),
    trace: (builder, input) => traceUnet(builder, input, settings, { levels, skip, layers }),
  }
}

interface Form {
  readonly levels: number
  readonly skip: 'add' | 'concatenate'
  readonly layers: readonly Layer[]
}

function layersOf({ inputs, outputs, channels, layers }: NetworkSettings, levels: number, skip: Form['skip']): Layer[] {
  const all: Layer[] = []
  const row = (name: string, first: number): void => {
    for (let k = 0; k < layers; k++) {
      all.push({ name: `${name} ${k}`, inputs: k === 0 ? first : channels, outputs: channels })
    }
  }
  for (let level = 0; level < levels; level++) row(`down ${level}`, level === 0 ? inputs : channels)
  for (let level = levels - 2; level >= 0; level--) row(`up ${level}`, skip === 'add' ? channels : 2 * channels)
  all.push({ name: 'output', inputs: channels, outputs })
  return all
}

function traceUnet(
  builder: PlanBuilder,
  input: Signal,
  settings: NetworkSettings,
  { levels, skip, layers }: Form,
): Signal {
  const { placement, transfer } = settings
  const { height, width } = input.shape
  const grids: Grid[] = gridsOf({ placement, height, width, levels })
  const traced = new TracedLayers(builder, layers, settings)
  const row = (name: string, x: Signal): Signal => {
    let result = x
    for (let k = 0; k < settings.layers; k++) result = traced.apply(`${name} ${k}`, result)
    return result
  }
  const kept: Signal[] = []
  let x = input
  grids.forEach((grid, level) => {
    if (level > 0) x = builder.restrict(x, { transfer, height: grid.height, width: grid.width })
    x = row(`down ${level}`, x)
    kept.push(x)
  })
  for (let level = levels - 2; level >= 0; level--) {
    const up = builder.prolong(x, { transfer, height: grids[level].height, width: grids[level].width })
    const joined =
      skip === 'add' ? builder.map('k + u', { k: kept[level], u: up }) : builder.concatenate([kept[level], up])
    x = row(`up ${level}`, joined)
  }
  return traced.apply('output', x, true)
}
