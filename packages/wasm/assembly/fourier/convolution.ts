import { extend, fold, ZERO } from '../boundary'
import { rowBytes } from '../layout'
import { packSpectra } from './kernel-spectra'
import { multiplySpectra } from './multiply'
import { FREQUENCIES, frequencyStep, WINDOW } from './window'
import { addWindow, transformWindow, writeWindow } from './windows'

/** Tiles of `tile` values that cover `size` values. */
// @ts-ignore: decorator
@inline
export function tilesAlong(size: i32, tile: i32): i32 {
  return (size + tile - 1) / tile
}

/** Fours of channels, the last one filled up. */
// @ts-ignore: decorator
@inline
export function foursOf(channels: i32): i32 {
  return (channels + 3) >> 2
}

/** Values along one axis of planes that hold a window for every tile. */
// @ts-ignore: decorator
@inline
export function windowedSize(size: i32, tile: i32): i32 {
  return (tilesAlong(size, tile) - 1) * tile + WINDOW
}

/**
 * `K x` for `count` samples by spectra of overlapping windows:
 * a window gives a tile of `tileHeight` × `tileWidth` results, both multiples of four and small enough that the kernel
 * stays within the window. `block` windows are multiplied at a time.
 */
export function fourierConvolution(
  count: i32, x: usize, xSample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32, tileHeight: i32, tileWidth: i32, block: i32,
): void {
  const sources = foursOf(inputs)
  const results = foursOf(outputs)
  const kernelStep = frequencyStep(4 * sources, 32 * results)
  const sourceStep = frequencyStep(block, 32 * sources)
  const resultStep = frequencyStep(block, 32 * results)
  const planeRow = 4 * windowedSize(width, tileWidth)
  const planeHeight = windowedSize(height, tileHeight)
  const plane = planeHeight * planeRow
  const spectra = scratch + FREQUENCIES * kernelStep
  const products = spectra + FREQUENCIES * sourceStep
  const planes = products + FREQUENCIES * resultStep
  const work = planes + 4 * sources * plane
  packSpectra(kernel, outputs, inputs, kernelHeight, kernelWidth, false, scratch, kernelStep, work)
  memory.fill(planes + inputs * plane, 0, (4 * sources - inputs) * plane)
  const across = tilesAlong(width, tileWidth)
  const all = across * tilesAlong(height, tileHeight)
  const outRow = rowBytes<f32>(width)
  for (let n = 0; n < count; n++) {
    extend<f32>(
      x, inputs, height, width, boundary, centreY, centreX, planes, planeHeight, planeRow >> 2, planeRow,
    )
    for (let first = 0; first < all; first += block) {
      const windows = min(block, all - first)
      for (let w = 0; w < windows; w++) {
        const top = ((first + w) / across) * tileHeight
        const left = ((first + w) % across) * tileWidth
        for (let s = 0; s < sources; s++) {
          transformWindow(
            planes + 4 * s * plane + top * planeRow + 4 * left, planeRow, plane, WINDOW, WINDOW / 4,
            spectra + 32 * (w * sources + s), sourceStep, work,
          )
        }
      }
      multiplySpectra(spectra, sourceStep, scratch, kernelStep, products, resultStep, windows, sources, results)
      for (let w = 0; w < windows; w++) {
        const top = ((first + w) / across) * tileHeight
        const left = ((first + w) % across) * tileWidth
        for (let r = 0; r < results; r++) {
          writeWindow(
            products + 32 * (w * results + r), resultStep, min(4, outputs - 4 * r),
            min(tileHeight, height - top), min(tileWidth >> 2, (outRow >> 4) - (left >> 2)),
            out + 4 * r * height * outRow + top * outRow + 4 * left, outRow, height * outRow, work,
          )
        }
      }
    }
    x += xSample
    out += outSample
  }
}

/** `Kᵀ y` for `count` samples: {@link fourierConvolution}'s steps transposed, in reverse order. */
export function fourierTransposedConvolution(
  count: i32, y: usize, ySample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32, tileHeight: i32, tileWidth: i32, block: i32,
): void {
  const sources = foursOf(outputs)
  const results = foursOf(inputs)
  const kernelStep = frequencyStep(4 * sources, 32 * results)
  const sourceStep = frequencyStep(block, 32 * sources)
  const resultStep = frequencyStep(block, 32 * results)
  const across = tilesAlong(width, tileWidth)
  const down = tilesAlong(height, tileHeight)
  const tiledRow = 4 * across * tileWidth
  const tiledPlane = down * tileHeight * tiledRow
  const wideRow = 4 * windowedSize(width, tileWidth)
  const widePlane = windowedSize(height, tileHeight) * wideRow
  const spectra = scratch + FREQUENCIES * kernelStep
  const products = spectra + FREQUENCIES * sourceStep
  const tiled = products + FREQUENCIES * resultStep
  const wide = tiled + 4 * sources * tiledPlane
  const work = wide + inputs * widePlane
  packSpectra(kernel, outputs, inputs, kernelHeight, kernelWidth, true, scratch, kernelStep, work)
  memory.fill(tiled + outputs * tiledPlane, 0, (4 * sources - outputs) * tiledPlane)
  const all = across * down
  const outPlane = height * rowBytes<f32>(width)
  for (let n = 0; n < count; n++) {
    extend<f32>(y, outputs, height, width, ZERO, 0, 0, tiled, down * tileHeight, across * tileWidth, tiledRow)
    memory.fill(wide, 0, inputs * widePlane)
    for (let first = 0; first < all; first += block) {
      const windows = min(block, all - first)
      for (let w = 0; w < windows; w++) {
        const top = ((first + w) / across) * tileHeight
        const left = ((first + w) % across) * tileWidth
        for (let s = 0; s < sources; s++) {
          transformWindow(
            tiled + 4 * s * tiledPlane + top * tiledRow + 4 * left, tiledRow, tiledPlane, tileHeight, tileWidth >> 2,
            spectra + 32 * (w * sources + s), sourceStep, work,
          )
        }
      }
      multiplySpectra(spectra, sourceStep, scratch, kernelStep, products, resultStep, windows, sources, results)
      for (let w = 0; w < windows; w++) {
        const top = ((first + w) / across) * tileHeight
        const left = ((first + w) % across) * tileWidth
        for (let r = 0; r < results; r++) {
          addWindow(
            products + 32 * (w * results + r), resultStep, min(4, inputs - 4 * r),
            wide + 4 * r * widePlane + top * wideRow + 4 * left, wideRow, widePlane, work,
          )
        }
      }
    }
    for (let i = 0; i < inputs; i++) {
      fold<f32>(
        wide + i * widePlane, 1, height, width, boundary, centreY, centreX, out + i * outPlane,
        height + kernelHeight - 1, width + kernelWidth - 1, wideRow,
      )
    }
    y += ySample
    out += outSample
  }
}
