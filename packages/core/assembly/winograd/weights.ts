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

/** Bytes that {@link packTransformed} writes, its work space included. */
export function transformedWeightBytes(results: i32, sources: i32): i32 {
  return PRODUCTS * fours(results) * sources * 4 + WORK
}

/** A block of 3×3 entries and the 6×3 values after the first transform, in float64. */
const WORK: i32 = 8 * (9 + 18) + 8

/**
 * Transforms a float64 kernel `[outputs, inputs, height, width]`, cut into blocks of 3×3 entries (zeros fill the last ones):
 * `G g Gᵀ` of every block, computed in float64 and rounded once. The weights of a product lie as the products of
 * {@link multiply} read them: `[product, four results, source, result of the four]`.
 * An input channel with one of its blocks is a source; for the transpose it is a result, and the output channel is the source.
 */
export function packTransformed(
  kernel: usize, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32, transposed: bool, target: usize,
): void {
  const down = blocksOf(kernelHeight)
  const across = blocksOf(kernelWidth)
  const parts = inputs * down * across
  const sources = transposed ? outputs : parts
  const results = fours(transposed ? parts : outputs)
  const step = results * sources * 4
  const block = target + PRODUCTS * step
  if (results != (transposed ? parts : outputs)) memory.fill(target, 0, PRODUCTS * step)
  for (let o = 0; o < outputs; o++) {
    let part = 0
    for (let i = 0; i < inputs; i++) {
      for (let p = 0; p < down; p++) {
        for (let q = 0; q < across; q++) {
          copyBlock(kernel, kernelHeight, kernelWidth, BLOCK * p, BLOCK * q, block)
          const source = transposed ? o : part
          const result = transposed ? part : o
          transformBlock(block, target + (((result >> 2) * sources + source) * 4 + (result & 3)) * 4, step)
          part++
        }
      }
      kernel += kernelHeight * kernelWidth * 8
    }
  }
}

/** Copies 3×3 entries, zeros where the kernel has ended. */
// @ts-ignore: decorator
@inline
function copyBlock(kernel: usize, kernelHeight: i32, kernelWidth: i32, top: i32, left: i32, block: usize): void {
  for (let a = 0; a < BLOCK; a++) {
    for (let b = 0; b < BLOCK; b++) {
      const inside = top + a < kernelHeight && left + b < kernelWidth
      store<f64>(block + (a * 3 + b) * 8, inside ? load<f64>(kernel + ((top + a) * kernelWidth + left + b) * 8) : 0)
    }
  }
}

/** Stores the 36 values of `G g Gᵀ`, `step` bytes apart. */
// @ts-ignore: decorator
@inline
function transformBlock(block: usize, to: usize, step: i32): void {
  const half = block + 72
  for (let b = 0; b < 3; b++) {
    const g0 = load<f64>(block + 8 * b), g1 = load<f64>(block + 8 * b, 24), g2 = load<f64>(block + 8 * b, 48)
    const evenA = (g0 + A2 * g2) * SCALE_A, oddA = g1 * (A * SCALE_A)
    const evenB = (g0 + B2 * g2) * SCALE_B, oddB = g1 * (B * SCALE_B)
    store<f64>(half + 8 * b, g0 * SCALE_0)
    store<f64>(half + 8 * b, evenA + oddA, 24)
    store<f64>(half + 8 * b, evenA - oddA, 48)
    store<f64>(half + 8 * b, evenB + oddB, 72)
    store<f64>(half + 8 * b, evenB - oddB, 96)
    store<f64>(half + 8 * b, g2, 120)
  }
  for (let r = 0; r < POINTS; r++) {
    const row = half + 24 * r
    const g0 = load<f64>(row), g1 = load<f64>(row, 8), g2 = load<f64>(row, 16)
    const evenA = (g0 + A2 * g2) * SCALE_A, oddA = g1 * (A * SCALE_A)
    const evenB = (g0 + B2 * g2) * SCALE_B, oddB = g1 * (B * SCALE_B)
    store<f32>(to, <f32>(g0 * SCALE_0))
    store<f32>(to + step, <f32>(evenA + oddA))
    store<f32>(to + 2 * step, <f32>(evenA - oddA))
    store<f32>(to + 3 * step, <f32>(evenB + oddB))
    store<f32>(to + 4 * step, <f32>(evenB - oddB))
    store<f32>(to + 5 * step, <f32>g2)
    to += POINTS * step
  }
}
