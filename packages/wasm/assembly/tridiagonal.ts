import { rowBytes } from './layout'

/** Rows that are eliminated side by side: their divisions do not wait for each other. */
const ROWS: i32 = 4

/**
 * `T⁻¹b` on every line of `count` samples by elimination without pivots: along rows (0) or columns (1).
 * Scratch holds the ratios upper/pivot: of a plane for columns, of {@link ROWS} rows for rows.
 */
export function tridiagonal<T>(
  count: i32, b: usize, bSample: i32, lower: usize, lowerSample: i32, diagonal: usize, diagonalSample: i32,
  upper: usize, upperSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, along: i32,
): void {
  const row = rowBytes<T>(width)
  const plane = height * row
  for (let n = 0; n < count; n++) {
    for (let c = 0; c < channels; c++) {
      const offset = c * plane
      if (along == 1) columns<T>(b + offset, lower + offset, diagonal + offset, upper + offset, out + offset, scratch, row, height)
      else rows<T>(b + offset, lower + offset, diagonal + offset, upper + offset, out + offset, scratch, row, height, width)
    }
    b += bSample
    lower += lowerSample
    diagonal += diagonalSample
    upper += upperSample
    out += outSample
  }
}

/** All columns at once, a vector of them at a time. What the padding holds stays in the padding. */
function columns<T>(
  b: usize, lower: usize, diagonal: usize, upper: usize, out: usize, ratios: usize, row: i32, height: i32,
): void {
  for (let at: i32 = 0; at < row; at += 16) {
    const pivot = v128.load(diagonal + at)
    v128.store(ratios + at, v128.div<T>(v128.load(upper + at), pivot))
    v128.store(out + at, v128.div<T>(v128.load(b + at), pivot))
  }
  for (let i = 1; i < height; i++) {
    const end = (i + 1) * row
    for (let at = i * row; at < end; at += 16) {
      const l = v128.load(lower + at)
      const pivot = v128.sub<T>(v128.load(diagonal + at), v128.mul<T>(l, v128.load(ratios + at - row)))
      v128.store(ratios + at, v128.div<T>(v128.load(upper + at), pivot))
      const right = v128.sub<T>(v128.load(b + at), v128.mul<T>(l, v128.load(out + at - row)))
      v128.store(out + at, v128.div<T>(right, pivot))
    }
  }
  for (let at = (height - 1) * row - 16; at >= 0; at -= 16) {
    const next = v128.mul<T>(v128.load(ratios + at), v128.load(out + at + row))
    v128.store(out + at, v128.sub<T>(v128.load(out + at), next))
  }
}

function rows<T>(
  b: usize, lower: usize, diagonal: usize, upper: usize, out: usize, ratios: usize, row: i32, height: i32, width: i32,
): void {
  for (let first = 0; first < height; first += ROWS) {
    const last = min(first + ROWS, height)
    const start = first * row
    for (let i = first; i < last; i++) {
      const at = i * row
      const pivot = load<T>(diagonal + at)
      store<T>(ratios + at - start, load<T>(upper + at) / pivot)
      store<T>(out + at, load<T>(b + at) / pivot)
    }
    for (let k = 1; k < width; k++) {
      let at: i32 = start + k * sizeof<T>()
      for (let i = first; i < last; i++) {
        const ratio = ratios + at - start
        const l = load<T>(lower + at)
        const pivot = load<T>(diagonal + at) - l * load<T>(ratio - sizeof<T>())
        const right = load<T>(b + at) - l * load<T>(out + at - sizeof<T>())
        store<T>(ratio, load<T>(upper + at) / pivot)
        store<T>(out + at, right / pivot)
        at += row
      }
    }
    for (let k = width - 2; k >= 0; k--) {
      let at: i32 = start + k * sizeof<T>()
      for (let i = first; i < last; i++) {
        const next = load<T>(ratios + at - start) * load<T>(out + at + sizeof<T>())
        store<T>(out + at, load<T>(out + at) - next)
        at += row
      }
    }
  }
}
