import { fold } from '../boundary'
import { rowBytes } from '../layout'
import { multiply } from './multiply'
import { BLOCK, PRODUCTS, TILE } from './points'
import { addSignal, writeResults } from './result-tiles'
import { transformResults, transformSignal } from './signal-tiles'
import { blocksOf, fours, packTransformed, transformedWeightBytes } from './weights'

/**
 * Bytes between the products of transformed tiles:
 * one cache line more than they take, so that products don't collide in the cache.
 */
// @ts-ignore: decorator
@inline
export function productStep(rows: i32, row: i32): i32 {
  return rows * row + 64
}

/** Groups of four tiles side by side in a row of tiles. */
// @ts-ignore: decorator
@inline
export function groupsAcross(width: i32): i32 {
  return (width + 4 * TILE - 1) / (4 * TILE)
}

/** Rows of tiles. */
// @ts-ignore: decorator
@inline
export function tileRows(height: i32): i32 {
  return (height + TILE - 1) / TILE
}

/** `K x` for `count` samples by Winograd's tiles, `block` groups of four tiles at a time. */
export function winogradConvolution(
  count: i32, x: usize, xSample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32, block: i32,
): void {
  const down = blocksOf(kernelHeight)
  const across = blocksOf(kernelWidth)
  const sources = inputs * down * across
  const results = fours(outputs)
  const row = 16 * block
  const vStep = productStep(sources, row)
  const mStep = productStep(results, row)
  const v = scratch + transformedWeightBytes(results, sources)
  const m = v + PRODUCTS * vStep
  const work = m + PRODUCTS * mStep
  packTransformed(kernel, outputs, inputs, kernelHeight, kernelWidth, false, scratch)
  const groups = groupsAcross(width)
  const all = tileRows(height) * groups
  for (let n = 0; n < count; n++) {
    for (let first = 0; first < all; first += block) {
      const used = min(block, all - first)
      for (let g = 0; g < used;) {
        const from = (first + g) % groups
        const length = min(groups - from, used - g)
        transformSignal(
          x, inputs, height, width, boundary, centreY, centreX, down, across,
          (first + g) / groups, from, length, work, v + 16 * g, vStep, row,
        )
        g += length
      }
      multiply(v, vStep, scratch, m, mStep, results, sources, row, used)
      for (let g = 0; g < used;) {
        const from = (first + g) % groups
        const length = min(groups - from, used - g)
        writeResults(m + 16 * g, mStep, row, outputs, height, width, (first + g) / groups, from, length, work, out)
        g += length
      }
    }
    x += xSample
    out += outSample
  }
}

/** `Kᵀ y` for `count` samples: {@link winogradConvolution}'s steps transposed, in reverse order. */
export function winogradTransposedConvolution(
  count: i32, y: usize, ySample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32, block: i32,
): void {
  const down = blocksOf(kernelHeight)
  const across = blocksOf(kernelWidth)
  const results = fours(inputs * down * across)
  const row = 16 * block
  const vStep = productStep(outputs, row)
  const mStep = productStep(results, row)
  const groups = groupsAcross(width)
  const rows = tileRows(height)
  const wideRow = rowBytes<f32>(16 * groups + 4 + BLOCK * (across - 1))
  const widePlane = (TILE * rows + 2 + BLOCK * (down - 1)) * wideRow
  const v = scratch + transformedWeightBytes(results, outputs)
  const m = v + PRODUCTS * vStep
  const wide = m + PRODUCTS * mStep
  const work = wide + inputs * widePlane
  packTransformed(kernel, outputs, inputs, kernelHeight, kernelWidth, true, scratch)
  const all = rows * groups
  for (let n = 0; n < count; n++) {
    memory.fill(wide, 0, inputs * widePlane)
    for (let first = 0; first < all; first += block) {
      const used = min(block, all - first)
      for (let g = 0; g < used;) {
        const from = (first + g) % groups
        const length = min(groups - from, used - g)
        transformResults(
          y, outputs, height, width, (first + g) / groups, from, length, work, v + 16 * g, vStep, row,
        )
        g += length
      }
      multiply(v, vStep, scratch, m, mStep, results, outputs, row, used)
      for (let g = 0; g < used;) {
        const from = (first + g) % groups
        const length = min(groups - from, used - g)
        addSignal(
          m + 16 * g, mStep, row, inputs, down, across, (first + g) / groups, from, length,
          work, wide, wideRow, widePlane,
        )
        g += length
      }
    }
    for (let i = 0; i < inputs; i++) {
      fold<f32>(
        wide + i * widePlane, 1, height, width, boundary, centreY, centreX, out + i * height * rowBytes<f32>(width),
        height + kernelHeight - 1, width + kernelWidth - 1, wideRow,
      )
    }
    y += ySample
    out += outSample
  }
}
