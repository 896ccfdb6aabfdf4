import type { PlanBuilder, Signal } from '@numeural/core'
import { type CycleName, levelOf, type Schedule, scheduleOf } from '../cycle/schedule.js'
import { gridsOf } from '../grid/hierarchy.js'
import { requireWhole } from '../require.js'
import { initialParameters, type Layer, parameterLengthOf, TracedLayers } from './layers.js'
import { type NetworkOptions, type NetworkSettings, networkSettings } from './settings.js'
import type { TrainableNetwork } from './trainable-network.js'

/** Options of {@link fmgNetwork}. */
export interface FmgNetworkOptions extends NetworkOptions {
  /** Number of grids. Default 3; a list of grids has its own. */
  readonly levels?: number
  /** In which order the grids are visited. Default `FMG`; C21 sec. 7.2 visits 4h, 2h, 4h, 2h, h, 2h, 4h, 2h, 4h, 2h, h. */
  readonly schedule?: CycleName | Schedule
}

/**
 * A trainable full multigrid network: on every visit of a grid its solver, a series of convolutions with weights shared by all visits of that grid, works
 * on `channels` channels and sees the input restricted to the grid besides. On the way down the channels are restricted; on the way up they are
 * prolonged and added to those that the finer grid kept.
 *
 * Source: C21 sec. 7.2.
 */
export function fmgNetwork(options: FmgNetworkOptions = {}): TrainableNetwork {
  const { schedule = 'FMG' } = options
  const levels = typeof schedule === 'string' ? (options.levels ?? 3) : 1 + Math.max(...schedule.map(levelOf))
  requireWhole('levels', levels, 1, 30)
  const visits = scheduleOf(schedule, levels)
  const settings = networkSettings(options)
  const layers = layersOf(settings, levels)
  return {
    name: 'fmg',
    parameterLength: parameterLengthOf(layers, settings),
    initial: (seed = 0) => initialParameters(layers, settings, seed),
    trace: (builder, input) => traceVisits(builder, input, settings, levels, visits, layers),
  }
}

function layersOf({ inputs, outputs, channels, layers }: NetworkSettings, levels: number): Layer[] {
  const all: Layer[] = []
  for (let level = 0; level < levels; level++) {
    for (let k = 0; k < layers; k++) {
      all.push({ name: `grid ${level} ${k}`, inputs: k === 0 ? channels + inputs : channels, outputs: channels })
    }
  }
  all.push({ name: 'output', inputs: channels, outputs })
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
  const { placement, transfer, channels } = settings
  const { height, width } = input.shape
  const grids = gridsOf({ placement, height, width, levels })
  const traced = new TracedLayers(builder, layers, settings)
  const sizeOf = (level: number) => ({ height: grids[level].height, width: grids[level].width })
  const own: Signal[] = [input]
  for (let level = 1; level < levels; level++) {
    own.push(builder.restrict(own[level - 1], { transfer, ...sizeOf(level) }))
  }
  const solver = (level: number, state: Signal): Signal => {
    let x = builder.concatenate([state, own[level]])
    for (let k = 0; k < settings.layers; k++) x = traced.apply(`grid ${level} ${k}`, x)
    return x
  }
  const states: (Signal | undefined)[] = []
  visits.forEach((level, index) => {
    const before = visits[index - 1]
    let state = states[level] ?? builder.map('0*f', { f: { kind: 'channel', id: own[level].id, channel: 0 } }, channels)
    if (before < level) state = builder.restrict(states[before]!, { transfer, ...sizeOf(level) })
    if (before > level) {
      const up = builder.prolong(states[before]!, { transfer, ...sizeOf(level) })
      state = states[level] === undefined ? up : builder.map('k + u', { k: state, u: up })
    }
    states[level] = solver(level, state)
  })
  return traced.apply('output', states[0]!, true)
}
