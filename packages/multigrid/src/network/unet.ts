import type { PlanBuilder, Signal } from '@numeural/core'
import { requireOneOf, requireWhole } from '@numeural/errors'
import { gridsOf } from '../grid/hierarchy.js'
import { builderOf } from './builder-of.js'
import { type GridNetwork, gridNetwork } from './grid-network.js'
import { type Layer, TracedLayers } from './layers.js'
import { type NetworkOptions, type NetworkSettings, networkSettings, transferOf } from './network-settings.js'
import { boxLabel, type Stage, stagesFigure } from './stages-figure.js'

/** Options of {@link unet}. */
export interface UnetOptions extends NetworkOptions {
  /** Number of grids. Default 3. */
  readonly levels?: number
  /**
   * How what was kept of a grid meets what comes up from the coarser one: added, or as further channels. Default `add`.
   */
  readonly skip?: 'add' | 'concatenate'
}

/**
 * A plain trainable U-net: convolutions on every grid on the way down and on the way up, restrictions and prolongations
 * in between, and a skip connection across every grid. `layers` convolutions stand on each side of a grid, and once on
 * the coarsest.
 *
 * Source: Ronneberger, Fischer, Brox 2015; C21 sec. 5.2.
 */
export function unet(options: UnetOptions = {}): GridNetwork {
  const owner = 'unet'
  const own = { levels: true, skip: true } as const
  const settings = networkSettings(
    owner,
    options,
    own satisfies Record<Exclude<keyof UnetOptions, keyof NetworkOptions>, true>,
  )
  const { levels = 3, skip = 'add' } = options
  requireWhole({ owner, option: 'levels', code: 'MULTIGRID_OPTION' }, levels, { most: 30 })
  requireOneOf({ owner, option: 'skip', code: 'MULTIGRID_OPTION' }, skip, ['add', 'concatenate'])
  const layers = layersOf(settings, levels, skip)
  return gridNetwork(settings, {
    builder: unetBuilder,
    layers,
    own: { levels, skip },
    trace: (builder, u) => traceUnet(builder, u, settings, { levels, skip, layers }),
    figure: () => figureOf(settings, levels, skip),
  })
}

/** Builds these networks again. */
export const unetBuilder = builderOf('unet', unet)

interface Form {
  readonly levels: number
  readonly skip: 'add' | 'concatenate'
  readonly layers: readonly Layer[]
}

function layersOf(
  { inputChannels, outputChannels, channels, layers }: NetworkSettings,
  levels: number,
  skip: Form['skip'],
): Layer[] {
  const all: Layer[] = []
  const row = (name: string, first: number): void => {
    for (let k = 0; k < layers; k++) {
      all.push({ name: `${name} ${k}`, inputs: k === 0 ? first : channels, outputs: channels })
    }
  }
  for (let level = 0; level < levels; level++) row(`down ${level}`, level === 0 ? inputChannels : channels)
  for (let level = levels - 2; level >= 0; level--) row(`up ${level}`, skip === 'add' ? channels : 2 * channels)
  all.push({ name: 'output', inputs: channels, outputs: outputChannels })
  return all
}

function traceUnet(
  builder: PlanBuilder,
  input: Signal,
  settings: NetworkSettings,
  { levels, skip, layers }: Form,
): Signal {
  const transfer = transferOf(settings)
  const { height, width } = input.shape
  const grids = gridsOf({ placement: settings.placement, height, width, levels })
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
    const own = kept[level]!
    const up = builder.prolong(x, { transfer, height: own.shape.height, width: own.shape.width })
    const joined = skip === 'add' ? builder.map('k + u', { k: own, u: up }) : builder.concatenate([own, up])
    x = row(`up ${level}`, joined)
  }
  return traced.apply('output', x, true)
}

function figureOf(settings: NetworkSettings, levels: number, skip: Form['skip']) {
  const box = boxLabel(settings.layers, settings, settings.channels)
  const down = Array.from({ length: levels }, (_, level): Stage => ({ level, label: box, kept: null }))
  const up = down.slice(0, -1).map(({ level }): Stage => ({ level, label: box, kept: level }))
  const output: Stage = { level: 0, label: boxLabel(1, settings, settings.outputChannels), kept: null }
  const joined = skip === 'add' ? 'added' : 'joined as further channels'
  return stagesFigure(
    `U-net on ${levels} grids`,
    [...down, ...up.reverse(), output],
    [`Arrows down restrict, arrows up prolong; what was kept of a grid is ${joined}.`],
  )
}
