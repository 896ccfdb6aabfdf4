import { lanes, rowBytes } from './layout'

// The numbers of the boundary rules, as in src/lowering/operations/convolution-call.ts.
const REFLECTING: i32 = 0
export const ZERO: i32 = 1

/** Index in [0, n) that position p stands for, −1 where the signal is continued by zero. */
export function sourceIndex(p: i32, n: i32, boundary: i32): i32 {
  if (<u32>p < <u32>n) return p
  if (boundary == ZERO) return -1
  if (boundary == REFLECTING) {
    let m = p % (2 * n)
    if (m < 0) m += 2 * n
    return m < n ? m : 2 * n - 1 - m
  }
  const m = p % n
  return m < 0 ? m + n : m
}

/**
 * Writes `channels` planes continued beyond their ends: row p, column q of the result is what the boundary rule puts at
 * (p − top, q − left). Bytes of a row behind its last value become zero.
 */
export function extend<T>(
  source: usize,
  channels: i32,
  height: i32,
  width: i32,
  boundary: i32,
  top: i32,
  left: i32,
  target: usize,
  targetHeight: i32,
  targetWidth: i32,
  targetRow: i32,
): void {
  const size: i32 = sizeof<T>()
  const sourceRow = rowBytes<T>(width)
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < targetHeight; p++) {
      const y = sourceIndex(p - top, height, boundary)
      if (y < 0) memory.fill(target, 0, targetRow)
      else {
        continued<T>(source + y * sourceRow, width, boundary, -left, targetWidth, target)
        for (let offset = targetWidth * size; offset < targetRow; offset += size) store<T>(target + offset, <T>0)
      }
      target += targetRow
    }
    source += height * sourceRow
  }
}

/** Writes the values of a continued row at the positions [first, first + count). */
// @ts-ignore: decorator
@inline
export function continued<T>(row: usize, width: i32, boundary: i32, first: i32, count: i32, target: usize): void {
  const size: i32 = sizeof<T>()
  const start = min(max(-first, 0), count)
  const end = max(min(width - first, count), start)
  for (let q = 0; q < start; q++) store<T>(target + q * size, valueAt<T>(row, first + q, width, boundary))
  // Loops instead of memory.copy: its call costs more than these short rows.
  let q = start
  row += first * size
  for (; q + lanes<T>() <= end; q += lanes<T>()) v128.store(target + q * size, v128.load(row + q * size))
  for (; q < end; q++) store<T>(target + q * size, load<T>(row + q * size))
  row -= first * size
  for (; q < count; q++) store<T>(target + q * size, valueAt<T>(row, first + q, width, boundary))
}

// @ts-ignore: decorator
@inline
function valueAt<T>(row: usize, position: i32, width: i32, boundary: i32): T {
  const x = sourceIndex(position, width, boundary)
  return x < 0 ? <T>0 : load<T>(row + x * sizeof<T>())
}

/** Exact transpose of {@link extend}: every value is added where it was taken from. */
export function fold<T>(
  source: usize,
  channels: i32,
  height: i32,
  width: i32,
  boundary: i32,
  top: i32,
  left: i32,
  target: usize,
  sourceHeight: i32,
  sourceWidth: i32,
  sourceRow: i32,
): void {
  const size: i32 = sizeof<T>()
  const targetRow = rowBytes<T>(width)
  const right = left + width
  for (let c = 0; c < channels; c++) {
    memory.fill(target, 0, height * targetRow)
    for (let p = 0; p < sourceHeight; p++) {
      const y = sourceIndex(p - top, height, boundary)
      if (y >= 0) {
        const row = target + y * targetRow
        for (let offset = 0; offset < targetRow; offset += 16) {
          const sum = v128.add<T>(v128.load(row + offset), v128.load(source + left * size + offset))
          v128.store(row + offset, sum)
        }
        for (let q = 0; q < left; q++) addAt<T>(row, q - left, width, boundary, load<T>(source + q * size))
        for (let q = right; q < sourceWidth; q++) {
          addAt<T>(row, q - left, width, boundary, load<T>(source + q * size))
        }
      }
      source += sourceRow
    }
    target += height * targetRow
  }
}

// @ts-ignore: decorator
@inline
function addAt<T>(row: usize, position: i32, width: i32, boundary: i32, value: T): void {
  const x = sourceIndex(position, width, boundary)
  if (x < 0) return
  const at = row + x * sizeof<T>()
  store<T>(at, <T>(load<T>(at) + value))
}
