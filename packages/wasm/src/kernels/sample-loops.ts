import { vectorBytes } from '../emit/lane-type.js'
import { plain } from '../emit/opcodes.js'
import { level } from './graph-emitter.js'
import type { MapBody } from './map-body.js'
import { commonRuns } from './stencil-table.js'

/** Index of the kernel's one parameter before its pointers: the number of samples. */
const samples = 0

/**
 * Emits the loops of a map kernel through whole samples.
 * What lies without gaps in all signals is gone through as one row.
 */
export function emitSampleLoops(body: MapBody): void {
  const { code, graph, rows, spec } = body
  const { channels } = spec
  const plane = spec.height * body.rowBytes
  // Stencils read differently at the ends of rows, and sums leave out what lies behind the rows.
  const goesByRows = body.stencils.size > 0 || (body.hasSums && body.lastLanes > 0)
  const channelsMerge =
    !graph.needs(level.channel) &&
    !goesByRows &&
    !body.sumsPerChannel &&
    rows.all.every((each) => each.channelStride === plane)
  const samplesMerge =
    channelsMerge &&
    !graph.needs(level.sample) &&
    !body.hasSums &&
    rows.all.every((each) => each.sampleStride === channels * plane)

  graph.hoist(level.once)
  if (channels === 1) {
    body.chooseChannel(0)
    body.loadWeights()
  }
  if (samplesMerge) {
    code.get(samples)
    code.integer((channels * plane) / vectorBytes)
    code.plain(plain.i32Multiply)
    body.countedVectors()
  } else code.countDown(samples, sample)
  if (!body.sumsPerChannel) body.storeSums()

  function sample(): void {
    graph.hoist(level.sample)
    if (channelsMerge) {
      body.vectors((channels * plane) / vectorBytes)
      body.endRun()
      rows.advance((each) => each.sampleStride - channels * plane)
    } else {
      body.channels(channel)
      body.advanceChannels(-channels)
      rows.advance((each) => each.sampleStride - channels * each.channelStride)
    }
    body.advanceSample()
  }

  function channel(): void {
    graph.hoist(level.channel)
    if (channels > 1) body.loadWeights()
    if (goesByRows) rowsOfChannel()
    else {
      body.vectors(plane / vectorBytes)
      body.endRun()
    }
    if (body.sumsPerChannel) body.storeSums()
    rows.advance((each) => each.channelStride - plane)
    body.advanceChannels(1)
  }

  /** Rows in parts within which every stencil reads alike. */
  function rowsOfChannel(): void {
    const stencils = [...body.stencils.values()]
    const counter = code.local('i32')
    const row = (): void => {
      body.row()
      body.endRun()
      rows.advance(() => body.rowBytes)
    }
    for (const part of commonRuns(
      stencils.map((stencil) => stencil.rowRuns),
      spec.height,
    )) {
      stencils.forEach((stencil, k) => {
        stencil.chooseRows(part.terms[k]!)
      })
      if (part.count === 1) row()
      else {
        code.integer(part.count)
        code.set(counter)
        code.countDown(counter, row)
      }
    }
  }
}
