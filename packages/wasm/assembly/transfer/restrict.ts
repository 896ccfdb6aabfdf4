import { rowBytes } from '../layout'
import { ENTRY, interpolate } from './interpolation'

/**
 * Bytes of an entry of the table that {@link gather} writes:
 * first fine value, how many, and the address of their weights.
 */
const RANGE: i32 = 16

/**
 * `scale · Pᵀ x` for `count` samples: the fine rows that reach a coarse row are added up,
 * then the values along the sum. Scratch holds the tables of both axes and a fine row.
 */
export function restrict<T>(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, coarseHeight: i32, coarseWidth: i32, transfer: i32, scale: f64,
): void {
  const line = scratch
  const rows = line + rowBytes<T>(width)
  const rowWeights = rows + coarseHeight * RANGE
  const columns = rowWeights + 2 * height * sizeof<f64>()
  const columnWeights = columns + coarseWidth * RANGE
  const row = rowBytes<T>(width)
  const coarseRow = rowBytes<T>(coarseWidth)
  const table = columnWeights + 2 * width * sizeof<f64>()
  gather(rows, rowWeights, transfer, height, coarseHeight, table)
  gather(columns, columnWeights, transfer, width, coarseWidth, table)
  for (let n = 0; n < count; n++) {
    let plane = x
    let target = out
    for (let c = 0; c < channels; c++) {
      for (let j = 0; j < coarseHeight; j++) {
        const range = rows + j * RANGE
        addRows<T>(plane + load<i32>(range) * row, row, load<i32>(range + 4), load<i32>(range + 8), scale, line)
        for (let k = 0; k < coarseWidth; k++) {
          const entry = columns + k * RANGE
          const length = load<i32>(entry + 4)
          const weights: usize = load<i32>(entry + 8)
          const at = line + load<i32>(entry) * sizeof<T>()
          let sum: T = <T>0
          for (let m = 0; m < length; m++) {
            sum = <T>(sum + <T>load<f64>(weights + m * 8) * load<T>(at + m * sizeof<T>()))
          }
          store<T>(target + k * sizeof<T>(), sum)
        }
        target += coarseRow
      }
      plane += height * row
    }
    x += xSample
    out += outSample
  }
}

/**
 * The columns of one axis of a prolongation: for every coarse value the fine ones that it reaches and their weights.
 */
function gather(ranges: usize, weights: usize, transfer: i32, fine: i32, coarse: i32, scratch: usize): void {
  interpolate(scratch, transfer, fine, coarse)
  let from = 0
  for (let j = 0; j < coarse; j++) {
    while (from < fine && weightFor(scratch + from * ENTRY, j) == 0) from++
    let length = 0
    for (let i = from; i < fine; i++) {
      const weight = weightFor(scratch + i * ENTRY, j)
      if (weight == 0) break
      store<f64>(weights + length * 8, weight)
      length++
    }
    const range = ranges + j * RANGE
    store<i32>(range, from)
    store<i32>(range + 4, length)
    store<i32>(range + 8, <i32>weights)
    weights += length * 8
  }
}

/** By how much a fine value with this entry reads coarse value j. */
// @ts-ignore: decorator
@inline
function weightFor(entry: usize, j: i32): f64 {
  const first = load<i32>(entry)
  const weight = load<f64>(entry + 8)
  return first == j ? 1 - weight : first == j - 1 ? weight : 0
}

/** `target = scale · Σ weights[m] · (row m)`. */
function addRows<T>(rows: usize, row: i32, count: i32, weights: usize, scale: f64, target: usize): void {
  for (let offset = 0; offset < row; offset += 16) {
    let sum = v128.splat<T>(<T>0)
    let source = rows + offset
    for (let m = 0; m < count; m++) {
      const factor = v128.splat<T>(<T>(scale * load<f64>(weights + m * 8)))
      sum = v128.add<T>(sum, v128.mul<T>(factor, v128.load(source)))
      source += row
    }
    v128.store(target + offset, sum)
  }
}
