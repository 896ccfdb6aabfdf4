import { channelOf, type PlanBuilder, type Signal } from '@numeural/core'
import { requireWhole } from '@numeural/errors'
import { type CycleName, levelOf, type Schedule, scheduleOf } from '../cycle/schedule.js'
import { gridsOf } from '../grid/hierarchy.js'
import { builderOf } from './builder-of.js'
import { type GridNetwork, gridNetwork } from './grid-network.js'
import { type Layer, TracedLayers } from './layers.js'
import { type NetworkOptions, type NetworkSettings, networkSettings, transferOf } from './network-settings.js'
import { boxLabel, type Stage, stagesFigure } from './stages-figure.js'

/** Options of {@link fmgNetwork}. */
export interface FmgNetworkOptions extends NetworkOptions {
  /** Number of grids. Default 3; a list of grids has its own. */
  readonly levels?: number
  /**
   * In which order the grids are visited. Default `FMG`; C21 sec. 7.2 visits 4h, 2h, 4h, 2h, h, 2h, 4h, 2h, 4h, 2h, h.
   */
  readonly schedule?: CycleName | Schedule
}

/**
 * A trainable full multigrid network: on every visit of a grid its solver, a series of convolutions with weights shared
 * by all visits of that grid, works on `channels` channels and sees the input restricted to the grid besides. On the
 * way down the channels are restricted; on the way up they are prolonged and added to those that the finer grid kept.
 *
 * Source: C21 sec. 7.2.
 */
export function fmgNetwork(options: FmgNetworkOptions = {}): GridNetwork {
  const owner = 'fmgNetwork'
  const own = { levels: true, schedule: true } as const
  const settings = networkSettings(
    owner,
    options,
    own satisfies Record<Exclude<keyof FmgNetworkOptions, keyof NetworkOptions>, true>,
  )
  const { schedule = 'FMG' } = options
  const levels = Array.isArray(schedule) ? 1 + Math.max(...schedule.map(levelOf)) : (options.levels ?? 3)
  requireWhole({ owner, option: 'levels', code: 'MULTIGRID_OPTION' }, levels, { most: 30 })
  const visits = scheduleOf(schedule, levels)
  const layers = layersOf(settings, levels)
  return gridNetwork(settings, {
    builder: fmgBuilder,
    layers,
    own: { schedule: visits },
    trace: (builder, u) => traceVisits(builder, u, settings, levels, visits, layers),
    figure: () => figureOf(settings, visits),
  })
}

/** Builds these networks again. */
export const fmgBuilder = builderOf('fmg', fmgNetwork)

function layersOf({ inputChannels, outputChannels, channels, layers }: NetworkSettings, levels: number): Layer[] {
  const all: Layer[] = []
  for (let level = 0; level < levels; level++) {
    for (let k = 0; k < layers; k++) {
      all.push({ name: `grid ${level} ${k}`, inputs: k === 0 ? channels + inputChannels : channels, outputs: channels })
    }
  }
  all.push({ name: 'output', inputs: channels, outputs: outputChannels })
  return all
}

function traceVisits(
  builder: PlanBuilder,
  input: Signal,
  settings: NetworkSettings,
  levels: number,
  visits: readonly number[],
  layers: readonly Layer[],
): Signal {
  const transfer = transferOf(settings)
  const { height, width } = input.shape
  const grids = gridsOf({ placement: settings.placement, height, width, levels })
  const traced = new TracedLayers(builder, layers, settings)
  const own: Signal[] = []
  for (const grid of grids) {
    const finer = own.at(-1)
    own.push(
      finer === undefined ? input : builder.restrict(finer, { transfer, height: grid.height, width: grid.width }),
    )
  }
  const states = new Map<number, Signal>()
  let before: number | null = null
  for (const level of visits) {
    const right = own[level]!
    const { height, width } = right.shape
    const kept = states.get(level)
    let state = kept ?? builder.map('0*f', { f: channelOf(right, 0) }, settings.channels)
    if (before !== null) {
      const last = states.get(before)!
      if (before < level) state = builder.restrict(last, { transfer, height, width })
      else {
        const up = builder.prolong(last, { transfer, height, width })
        state = kept === undefined ? up : builder.map('k + u', { k: kept, u: up })
      }
    }
    let x = builder.concatenate([state, right])
    for (let k = 0; k < settings.layers; k++) x = traced.apply(`grid ${level} ${k}`, x)
    states.set(level, x)
    before = level
  }
  return traced.apply('output', states.get(0)!, true)
}

function figureOf(settings: NetworkSettings, visits: readonly number[]) {
  const box = boxLabel(settings.layers, settings, settings.channels)
  const stages = visits.map((level, index): Stage => {
    const comesUp = (visits[index - 1] ?? level) > level
    const earlier = visits.lastIndexOf(level, index - 1)
    return { level, label: box, kept: comesUp && index > 0 && earlier >= 0 ? earlier : null }
  })
  const output: Stage = { level: 0, label: boxLabel(1, settings, settings.outputChannels), kept: null }
  return stagesFigure(
    `Full multigrid network on ${1 + Math.max(...visits)} grids`,
    [...stages, output],
    [
      'Arrows down restrict, arrows up prolong; what was kept of a grid is added. Every box sees u, restricted to its grid, besides.',
      'All boxes of a grid have the same weights.',
    ],
  )
}
