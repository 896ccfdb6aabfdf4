import { laneSum, SEGMENT, widened } from '../kernel-gradient'
import { groupsAcross, productStep, tileRows } from './convolution'
import { A, A2, B, B2, BLOCK, POINTS, PRODUCTS, SCALE_0, SCALE_A, SCALE_B } from './points'
import { transformResults, transformSignal } from './signal-tiles'
import { blocksOf, fours } from './weights'

/**
 * Adds `∂⟨y, Kx⟩/∂k` of `count` samples to the float64 sums `[outputs, inputs, kernelHeight, kernelWidth]`
 * by Winograd's tiles:
 * the products of the transformed tiles of x and y are summed over at most {@link SEGMENT} vectors in float32, then
 * transformed back and summed in float64.
 */
export function winogradKernelGradient(
  count: i32, x: usize, xSample: i32, y: usize, ySample: i32, sums: usize, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32, block: i32,
): void {
  const down = blocksOf(kernelHeight)
  const across = blocksOf(kernelWidth)
  const parts = inputs * down * across
  const sources = (parts + 1) & ~1
  const results = fours(outputs)
  const row = 16 * block
  const xStep = productStep(sources, row)
  const yStep = productStep(results, row)
  const totalBytes = PRODUCTS * results * sources * 16
  const yTiles = scratch + totalBytes
  const xTiles = yTiles + PRODUCTS * yStep
  const work = xTiles + PRODUCTS * xStep
  // Rows that only fill up a tile of registers.
  if (results != outputs || sources != parts) memory.fill(yTiles, 0, PRODUCTS * (xStep + yStep))
  memory.fill(scratch, 0, totalBytes)
  const groups = groupsAcross(width)
  const all = tileRows(height) * groups
  let summed = 0
  for (let n = 0; n < count; n++) {
    for (let first = 0; first < all; first += block) {
      const used = min(block, all - first)
      for (let g = 0; g < used;) {
        const from = (first + g) % groups
        const tileRow = (first + g) / groups
        const length = min(groups - from, used - g)
        transformSignal(
          x, inputs, height, width, boundary, centreY, centreX, down, across, tileRow, from, length,
          work, xTiles + 16 * g, xStep, row,
        )
        transformResults(y, outputs, height, width, tileRow, from, length, work, yTiles + 16 * g, yStep, row)
        g += length
      }
      if (summed + used > SEGMENT) {
        addSums(scratch, results, sources, sums, outputs, inputs, kernelHeight, kernelWidth, work)
        memory.fill(scratch, 0, totalBytes)
        summed = 0
      }
      multiplyAndSum(yTiles, yStep, xTiles, xStep, scratch, results, sources, row, used)
      summed += used
    }
    x += xSample
    y += ySample
  }
  addSums(scratch, results, sources, sums, outputs, inputs, kernelHeight, kernelWidth, work)
}

/** `total[product, result, source] += y[product, result, vector] · x[product, source, vector]`, lane by lane. */
function multiplyAndSum(
  y: usize, yStep: i32, x: usize, xStep: i32, total: usize, results: i32, sources: i32, row: i32, vectors: i32,
): void {
  const bytes = 16 * sources
  for (let product = 0; product < PRODUCTS; product++) {
    for (let r = 0; r < results; r += 4) {
      const from = y + r * row
      for (let s = 0; s < sources; s += 2) {
        fourByTwo(from, x + s * row, row, total, bytes, vectors)
        total += 32
      }
      total += 3 * bytes
    }
    y += yStep
    x += xStep
  }
}

// @ts-ignore: decorator
@inline
function fourByTwo(y: usize, x: usize, row: i32, total: usize, bytes: i32, vectors: i32): void {
  let a0 = v128.load(total), a1 = v128.load(total, 16)
  let b0 = v128.load(total + bytes), b1 = v128.load(total + bytes, 16)
  let c0 = v128.load(total + 2 * bytes), c1 = v128.load(total + 2 * bytes, 16)
  let d0 = v128.load(total + 3 * bytes), d1 = v128.load(total + 3 * bytes, 16)
  const second = x + row
  const third = y + 2 * row
  for (let offset = 0; offset < 16 * vectors; offset += 16) {
    const x0 = v128.load(x + offset)
    const x1 = v128.load(second + offset)
    let value = v128.load(y + offset)
    a0 = f32x4.add(a0, f32x4.mul(value, x0))
    a1 = f32x4.add(a1, f32x4.mul(value, x1))
    value = v128.load(y + row + offset)
    b0 = f32x4.add(b0, f32x4.mul(value, x0))
    b1 = f32x4.add(b1, f32x4.mul(value, x1))
    value = v128.load(third + offset)
    c0 = f32x4.add(c0, f32x4.mul(value, x0))
    c1 = f32x4.add(c1, f32x4.mul(value, x1))
    value = v128.load(third + row + offset)
    d0 = f32x4.add(d0, f32x4.mul(value, x0))
    d1 = f32x4.add(d1, f32x4.mul(value, x1))
  }
  v128.store(total, a0)
  v128.store(total, a1, 16)
  v128.store(total + bytes, b0)
  v128.store(total + bytes, b1, 16)
  v128.store(total + 2 * bytes, c0)
  v128.store(total + 2 * bytes, c1, 16)
  v128.store(total + 3 * bytes, d0)
  v128.store(total + 3 * bytes, d1, 16)
}

/** Adds `Gᵀ m G` of every block of 3×3 entries to the kernel's sums, all in float64. */
function addSums(
  total: usize, results: i32, sources: i32, sums: usize, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  work: usize,
): void {
  const step = 16 * results * sources
  for (let o = 0; o < outputs; o++) {
    let at = total + o * sources * 16
    for (let i = 0; i < inputs; i++) {
      for (let top = 0; top < kernelHeight; top += BLOCK) {
        for (let left = 0; left < kernelWidth; left += BLOCK) {
          alongColumns(at, step, work)
          const rows = min(BLOCK, kernelHeight - top)
          const columns = min(BLOCK, kernelWidth - left)
          for (let a = 0; a < rows; a++) {
            addRow(work + 48 * a, sums + ((top + a) * kernelWidth + left) * 8, columns)
          }
          at += 16
        }
      }
      sums += kernelHeight * kernelWidth * 8
    }
  }
}

/** The 3×6 values after the transform along y of the sums of the lanes. */
// @ts-ignore: decorator
@inline
function alongColumns(at: usize, step: i32, to: usize): void {
  for (let s = 0; s < POINTS; s++) {
    const m0 = laneSum(widened<f32>(v128.load(at)))
    const m1 = laneSum(widened<f32>(v128.load(at + 6 * step)))
    const m2 = laneSum(widened<f32>(v128.load(at + 12 * step)))
    const m3 = laneSum(widened<f32>(v128.load(at + 18 * step)))
    const m4 = laneSum(widened<f32>(v128.load(at + 24 * step)))
    const m5 = laneSum(widened<f32>(v128.load(at + 30 * step)))
    const sumA = (m1 + m2) * SCALE_A
    const sumB = (m3 + m4) * SCALE_B
    store<f64>(to + 8 * s, m0 * SCALE_0 + sumA + sumB)
    store<f64>(to + 8 * s, (m1 - m2) * (A * SCALE_A) + (m3 - m4) * (B * SCALE_B), 48)
    store<f64>(to + 8 * s, sumA * A2 + sumB * B2 + m5, 96)
    at += step
  }
}

// @ts-ignore: decorator
@inline
function addRow(row: usize, sum: usize, columns: i32): void {
  const m1 = load<f64>(row, 8), m2 = load<f64>(row, 16), m3 = load<f64>(row, 24), m4 = load<f64>(row, 32)
  const sumA = (m1 + m2) * SCALE_A
  const sumB = (m3 + m4) * SCALE_B
  store<f64>(sum, load<f64>(sum) + (load<f64>(row) * SCALE_0 + sumA + sumB))
  if (columns > 1) {
    const middle = (m1 - m2) * (A * SCALE_A) + (m3 - m4) * (B * SCALE_B)
    store<f64>(sum, load<f64>(sum, 8) + middle, 8)
  }
  if (columns > 2) store<f64>(sum, load<f64>(sum, 16) + (sumA * A2 + sumB * B2 + load<f64>(row, 40)), 16)
}
