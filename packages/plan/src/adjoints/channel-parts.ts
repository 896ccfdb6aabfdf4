import { GraphBuilder } from '@numeural/formula'
import { channelOf, type Signal } from '../values/value.js'
import type { Operators } from './operators.js'
import { NamedOperands } from './terms.js'

/** A contribution to the channels `[from, from + signal.shape.channels)`. */
export interface ChannelPart {
  readonly from: number
  readonly signal: Signal
}

/**
 * Turns contributions to some channels of a signal into signals with all its channels, whose sum is meant:
 * equal ranges are added up, ranges side by side are concatenated, gaps are zeros.
 */
export function mergeChannels(builder: Operators, whole: Signal, parts: readonly ChannelPart[]): Signal[] {
  const { channels } = whole.shape
  const zeros = (count: number): Signal => {
    const graph = new GraphBuilder()
    return builder.map(graph.finish([graph.constant(0)]), { shape: channelOf(whole, 0) }, count)
  }
  return layersOf(addEqualRanges(builder, parts)).map((layer) => {
    const pieces: Signal[] = []
    let at = 0
    for (const { from, signal } of layer) {
      if (from > at) pieces.push(zeros(from - at))
      pieces.push(signal)
      at = from + signal.shape.channels
    }
    if (at < channels) pieces.push(zeros(channels - at))
    return pieces.length === 1 ? pieces[0]! : builder.concatenate(pieces)
  })
}

/** One part for every range, in order of `from`. */
function addEqualRanges(builder: Operators, parts: readonly ChannelPart[]): ChannelPart[] {
  const ranges = new Map<string, Signal[]>()
  const sorted = [...parts].sort((a, b) => a.from - b.from)
  for (const { from, signal } of sorted) {
    const key = `${from}:${signal.shape.channels}`
    ranges.set(key, [...(ranges.get(key) ?? []), signal])
  }
  return [...ranges].map(([key, signals]) => {
    const from = Number(key.split(':')[0])
    if (signals.length === 1) return { from, signal: signals[0]! }
    const graph = new GraphBuilder()
    const operands = new NamedOperands()
    const sum = operands.sumOf(
      graph,
      signals.map((signal) => [signal]),
    )
    return { from, signal: builder.map(graph.finish([sum]), operands.byName) }
  })
}

/** Spreads parts over as few layers as it takes for none to overlap. */
function layersOf(parts: readonly ChannelPart[]): ChannelPart[][] {
  const layers: ChannelPart[][] = []
  for (const part of parts) {
    const free = layers.find((layer) => {
      const last = layer[layer.length - 1]!
      return last.from + last.signal.shape.channels <= part.from
    })
    if (free === undefined) layers.push([part])
    else free.push(part)
  }
  return layers
}
