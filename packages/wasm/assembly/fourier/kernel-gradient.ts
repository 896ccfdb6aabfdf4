import { extend, ZERO } from '../boundary'
import { SEGMENT } from '../kernel-gradient'
import { foursOf, tilesAlong, windowedSize } from './convolution'
import { sumSpectra } from './multiply'
import { invertColumns, invertRow } from './transforms'
import { COLUMNS, FREQUENCIES, frequencyStep, HALF_BYTES, place, SCALE, WINDOW } from './window'
import { transformWindow } from './windows'

/**
 * Adds `∂⟨y, Kx⟩/∂k` of `count` samples to the float64 sums `[outputs, inputs, kernelHeight, kernelWidth]` by spectra:
 * the products of at most {@link SEGMENT} windows are summed in float32, then transformed back and summed in float64.
 */
export function fourierKernelGradient(
  count: i32, x: usize, xSample: i32, y: usize, ySample: i32, sums: usize, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32, tileHeight: i32, tileWidth: i32, block: i32,
): void {
  const sources = foursOf(inputs)
  const results = foursOf(outputs)
  const sumStep = frequencyStep(4 * sources, 32 * results)
  const xStep = frequencyStep(block, 32 * sources)
  const yStep = frequencyStep(block, 32 * results)
  const across = tilesAlong(width, tileWidth)
  const down = tilesAlong(height, tileHeight)
  const xRow = 4 * windowedSize(width, tileWidth)
  const xHeight = windowedSize(height, tileHeight)
  const xPlane = xHeight * xRow
  const yRow = 4 * across * tileWidth
  const yPlane = down * tileHeight * yRow
  const xSpectra = scratch + FREQUENCIES * sumStep
  const ySpectra = xSpectra + FREQUENCIES * xStep
  const xPlanes = ySpectra + FREQUENCIES * yStep
  const yPlanes = xPlanes + 4 * sources * xPlane
  const work = yPlanes + 4 * results * yPlane
  memory.fill(xPlanes + inputs * xPlane, 0, (4 * sources - inputs) * xPlane)
  memory.fill(yPlanes + outputs * yPlane, 0, (4 * results - outputs) * yPlane)
  const all = across * down
  let summed = 0
  for (let n = 0; n < count; n++) {
    extend<f32>(x, inputs, height, width, boundary, centreY, centreX, xPlanes, xHeight, xRow >> 2, xRow)
    extend<f32>(y, outputs, height, width, ZERO, 0, 0, yPlanes, down * tileHeight, across * tileWidth, yRow)
    for (let first = 0; first < all; first += block) {
      const windows = min(block, all - first)
      for (let w = 0; w < windows; w++) {
        const top = ((first + w) / across) * tileHeight
        const left = ((first + w) % across) * tileWidth
        for (let s = 0; s < sources; s++) {
          transformWindow(
            xPlanes + 4 * s * xPlane + top * xRow + 4 * left, xRow, xPlane, WINDOW, WINDOW / 4,
            xSpectra + 32 * (w * sources + s), xStep, work,
          )
        }
        for (let r = 0; r < results; r++) {
          transformWindow(
            yPlanes + 4 * r * yPlane + top * yRow + 4 * left, yRow, yPlane, tileHeight, tileWidth >> 2,
            ySpectra + 32 * (w * results + r), yStep, work,
          )
        }
      }
      if (summed + windows > SEGMENT) {
        addSums(scratch, sumStep, results, sums, outputs, inputs, kernelHeight, kernelWidth, work)
        summed = 0
      }
      sumSpectra(xSpectra, xStep, ySpectra, yStep, scratch, sumStep, windows, sources, results, summed > 0)
      summed += windows
    }
    x += xSample
    y += ySample
  }
  addSums(scratch, sumStep, results, sums, outputs, inputs, kernelHeight, kernelWidth, work)
}

/** Takes sums of spectra back to kernel entries and adds these to the kernel's sums. */
function addSums(
  spectra: usize, step: i32, results: i32, sums: usize, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  work: usize,
): void {
  const values = work + HALF_BYTES
  const rest = values + 16 * WINDOW
  const entries = kernelHeight * kernelWidth
  for (let i = 0; i < inputs; i++) {
    for (let r = 0; r < results; r++) {
      invertColumns(spectra + 32 * (i * results + r), step, work, rest)
      const lanes = min(4, outputs - 4 * r)
      for (let a = 0; a < kernelHeight; a++) {
        invertRow(work + place(a) * COLUMNS * 32, values, rest)
        for (let lane = 0; lane < lanes; lane++) {
          const to = sums + (((4 * r + lane) * inputs + i) * entries + a * kernelWidth) * 8
          for (let b = 0; b < kernelWidth; b++) {
            const value = load<f32>(values + 16 * place(b) + 4 * lane)
            store<f64>(to + 8 * b, load<f64>(to + 8 * b) + <f64>value * SCALE)
          }
        }
      }
    }
  }
}
