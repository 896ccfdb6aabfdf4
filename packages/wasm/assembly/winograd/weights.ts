import { A, A2, B, B2, BLOCK, POINTS, PRODUCTS, SCALE_0, SCALE_A, SCALE_B } from './points'

/** Blocks of 3 entries that cover `size` kernel entries. */
// @ts-ignore: decorator
@inline
export function blocksOf(size: i32): i32 {
  return (size + BLOCK - 1) / BLOCK
}

/** `count` rounded up to whole groups of four. */
// @ts-ignore: decorator
@inline
export function fours(count: i32): i32 {
  return (count + 3) & ~3
}

/** Four blocks of 3×3 entries, one in each lane, and their 6×3 values after the first transform, in float64. */
const LANES: i32 = 32 * (9 + 18)

/** Where the blocks of four results begin, and how many rows and columns of them the kernel has. */
const TABLE: i32 = 4 * 12

/** Bytes that {@link packTransformed} writes, its work space included. */
export function transformedWeightBytes(results: i32, sources: i32): i32 {
  return PRODUCTS * fours(results) * sources * 4 + LANES + TABLE
}

/**
 * Transforms a float64 kernel `[outputs, inputs, height, width]`,
 * cut into blocks of 3×3 entries (zeros fill the last ones):
 * `G g Gᵀ` of every block, computed in float64 and rounded once. The weights of a product lie as the products of
 * {@link multiply} read them: `[product, four results, source, result of the four]`.
 * An input channel with one of its blocks is a source;
 * for the transpose it is a result, and the output channel is the source.
 */
export function packTransformed(
  kernel: usize, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32, transposed: bool, target: usize,
): void {
  const parts = inputs * blocksOf(kernelHeight) * blocksOf(kernelWidth)
  const output = inputs * kernelHeight * kernelWidth * 8
  const step = fours(transposed ? parts : outputs) * (transposed ? outputs : parts) * 4
  const work = target + PRODUCTS * step
  const table = work + LANES
  let part = 0
  for (let i = 0; i < inputs; i++) {
    for (let top = 0; top < kernelHeight; top += BLOCK) {
      for (let left = 0; left < kernelWidth; left += BLOCK) {
        const offset = ((i * kernelHeight + top) * kernelWidth + left) * 8
        if (transposed) {
          const entry = table + (part & 3) * 12
          store<i32>(entry, offset)
          store<i32>(entry, kernelHeight - top, 4)
          store<i32>(entry, kernelWidth - left, 8)
          part++
          if ((part & 3) == 0 || part == parts) {
            for (let lane = part & 3; lane > 0 && lane < 4; lane++) store<i32>(table + lane * 12, 0, 4)
            for (let o = 0; o < outputs; o++) {
              for (let lane = 0; lane < 4; lane++) {
                const at = table + lane * 12
                const from = kernel + o * output + load<i32>(at)
                gather(from, kernelWidth, load<i32>(at, 4), load<i32>(at, 8), work + 8 * lane)
              }
              transformLanes(work, target, step)
              target += 16
            }
          }
        } else {
          for (let first = 0; first < outputs; first += 4) {
            for (let lane = 0; lane < 4; lane++) {
              const o = first + lane
              const rows = o < outputs ? kernelHeight - top : 0
              gather(kernel + o * output + offset, kernelWidth, rows, kernelWidth - left, work + 8 * lane)
            }
            transformLanes(work, target + 4 * first * parts, step)
          }
          target += 16
        }
      }
    }
  }
}

/** Puts the 3×3 entries of a block 32 bytes apart, zeros beyond the rows and columns that the kernel has. */
// @ts-ignore: decorator
@inline
function gather(from: usize, kernelWidth: i32, rows: i32, columns: i32, to: usize): void {
  for (let a = 0; a < BLOCK; a++) {
    const here = a < rows ? columns : 0
    store<f64>(to, here > 0 ? load<f64>(from) : 0)
    store<f64>(to, here > 1 ? load<f64>(from, 8) : 0, 32)
    store<f64>(to, here > 2 ? load<f64>(from, 16) : 0, 64)
    from += 8 * kernelWidth
    to += 96
  }
}

/** Stores the 36 values of `G g Gᵀ` of four blocks, `step` bytes apart. */
// @ts-ignore: decorator
@inline
function transformLanes(blocks: usize, to: usize, step: i32): void {
  const half = blocks + 32 * 9
  for (let offset = 0; offset < 96; offset += 16) {
    const at = half + offset
    const g0 = v128.load(blocks + offset), g1 = v128.load(blocks + offset, 96), g2 = v128.load(blocks + offset, 192)
    v128.store(at, pointValue(0, g0, g1, g2))
    v128.store(at, pointValue(1, g0, g1, g2), 96)
    v128.store(at, pointValue(2, g0, g1, g2), 192)
    v128.store(at, pointValue(3, g0, g1, g2), 288)
    v128.store(at, pointValue(4, g0, g1, g2), 384)
    v128.store(at, pointValue(5, g0, g1, g2), 480)
  }
  for (let r = 0; r < POINTS; r++) {
    const row = half + 96 * r
    const g0 = v128.load(row), g1 = v128.load(row, 32), g2 = v128.load(row, 64)
    const h0 = v128.load(row, 16), h1 = v128.load(row, 48), h2 = v128.load(row, 80)
    v128.store(to, rounded(pointValue(0, g0, g1, g2), pointValue(0, h0, h1, h2)))
    v128.store(to + step, rounded(pointValue(1, g0, g1, g2), pointValue(1, h0, h1, h2)))
    v128.store(to + 2 * step, rounded(pointValue(2, g0, g1, g2), pointValue(2, h0, h1, h2)))
    v128.store(to + 3 * step, rounded(pointValue(3, g0, g1, g2), pointValue(3, h0, h1, h2)))
    v128.store(to + 4 * step, rounded(pointValue(4, g0, g1, g2), pointValue(4, h0, h1, h2)))
    v128.store(to + 5 * step, rounded(pointValue(5, g0, g1, g2), pointValue(5, h0, h1, h2)))
    to += POINTS * step
  }
}

/** Value `index` of `G g`; `index` is known when this is compiled. */
// @ts-ignore: decorator
@inline
function pointValue(index: i32, g0: v128, g1: v128, g2: v128): v128 {
  if (index == 0) return f64x2.mul(g0, f64x2.splat(SCALE_0))
  if (index == 5) return g2
  const isA = index < 3
  const even = f64x2.add(g0, f64x2.mul(g2, f64x2.splat(isA ? A2 : B2)))
  const scaled = f64x2.mul(even, f64x2.splat(isA ? SCALE_A : SCALE_B))
  const odd = f64x2.mul(g1, f64x2.splat(isA ? A * SCALE_A : B * SCALE_B))
  return index & 1 ? f64x2.add(scaled, odd) : f64x2.sub(scaled, odd)
}

/** Four numbers rounded to float32. */
// @ts-ignore: decorator
@inline
function rounded(low: v128, high: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2)
}
