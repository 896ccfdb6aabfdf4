import { rowBytes } from '../layout'
import { ENTRY, interpolate } from './interpolation'

/**
 * `scale · P x` for `count` samples: every fine row is interpolated between coarse rows, then along itself.
 * Scratch holds the tables of both axes and a coarse row with one value before and one behind, which are zero.
 */
export function prolong<T>(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, coarseHeight: i32, coarseWidth: i32, transfer: i32, scale: f64,
): void {
  const rows = scratch
  const columns = rows + height * ENTRY
  const line = columns + width * ENTRY
  const values = line + 16
  const row = rowBytes<T>(width)
  const coarseRow = rowBytes<T>(coarseWidth)
  interpolate(rows, transfer, height, coarseHeight)
  interpolate(columns, transfer, width, coarseWidth)
  v128.store(line, i64x2.splat(0))
  for (let n = 0; n < count; n++) {
    let plane = x
    let target = out
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < height; i++) {
        const first = load<i32>(rows + i * ENTRY)
        const weight = load<f64>(rows + i * ENTRY + 8)
        mix<T>(plane, coarseRow, coarseHeight, first, scale * (1 - weight), scale * weight, values)
        store<T>(values + coarseWidth * sizeof<T>(), <T>0)
        for (let k = 0; k < width; k++) {
          const entry = columns + k * ENTRY
          const at = values + load<i32>(entry) * sizeof<T>()
          const left = load<T>(at)
          const right = load<T>(at + sizeof<T>())
          const share = <T>load<f64>(entry + 8)
          store<T>(target + k * sizeof<T>(), <T>((<T>1 - share) * left + share * right))
        }
        target += row
      }
      plane += coarseHeight * coarseRow
    }
    x += xSample
    out += outSample
  }
}

/** `target = a·(row first) + b·(row first + 1)`; rows outside count as zero. */
function mix<T>(plane: usize, row: i32, height: i32, first: i32, a: f64, b: f64, target: usize): void {
  const isFirst = first >= 0
  const isSecond = b != 0 && first + 1 < height
  const upper = plane + max(first, 0) * row
  const lower = plane + (first + 1) * row
  const u = v128.splat<T>(<T>a)
  const v = v128.splat<T>(<T>b)
  if (isFirst && isSecond) {
    for (let offset = 0; offset < row; offset += 16) {
      const sum = v128.add<T>(v128.mul<T>(u, v128.load(upper + offset)), v128.mul<T>(v, v128.load(lower + offset)))
      v128.store(target + offset, sum)
    }
  } else {
    const source = isFirst ? upper : lower
    const factor = isFirst ? u : v
    for (let offset = 0; offset < row; offset += 16) {
      v128.store(target + offset, v128.mul<T>(factor, v128.load(source + offset)))
    }
  }
}
