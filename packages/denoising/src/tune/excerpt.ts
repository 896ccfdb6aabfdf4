import type { Signals } from '@numeural/core'

/** Side of a tile of a large image. */
const tile = 96
const tilesAlong = 3
/** Values of signals that are looked at. */
const mostValues = 2 ** 17

/** What stands for large data: nine tiles of an image, or signals from first to last; small data themselves. */
export function excerptOf(signals: Signals): Signals {
  const { data, count, shape } = signals
  const { channels, height, width } = shape
  const isLarge = height > 1 && height * width > (tilesAlong * tile) ** 2
  const parts = isLarge ? tilesOf(signals) : signals
  const length = channels * parts.shape.height * parts.shape.width
  const kept = Math.min(parts.count, Math.max(1, Math.floor(mostValues / (length / channels))))
  if (kept === parts.count) return parts
  const values = new Float32Array(kept * length)
  for (let i = 0; i < kept; i++) {
    const from = Math.floor((i * parts.count) / kept) * length
    values.set(parts.data.subarray(from, from + length), i * length)
  }
  return { data: data.length === 0 || count === 0 ? data : values, count: kept, shape: parts.shape }
}

function tilesOf({ data, count, shape }: Signals): Signals {
  const { channels, height, width } = shape
  const [high, wide] = [Math.min(tile, height), Math.min(tile, width)]
  const starts = (size: number, part: number): number[] =>
    Array.from({ length: tilesAlong }, (_, i) => Math.round(((size - part) * i) / (tilesAlong - 1)))
  const values = new Float32Array(count * tilesAlong ** 2 * channels * high * wide)
  let next = 0
  for (let signal = 0; signal < count; signal++) {
    for (const top of starts(height, high)) {
      for (const left of starts(width, wide)) {
        for (let channel = 0; channel < channels; channel++) {
          for (let y = 0; y < high; y++, next += wide) {
            const from = ((signal * channels + channel) * height + top + y) * width + left
            values.set(data.subarray(from, from + wide), next)
          }
        }
      }
    }
  }
  return { data: values, count: count * tilesAlong ** 2, shape: { channels, height: high, width: wide } }
}
