import { extend, fold } from './boundary'
import { correlate, packWeights, sourceRowBytes } from './correlation'
import { rowBytes } from './layout'

/**
 * `K x` for `count` samples. Scratch holds the rounded weights and one sample of x continued beyond its ends.
 */
export function convolution<T>(
  count: i32, x: usize, xSample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  const weightBytes = (outputs * inputs * kernelHeight * kernelWidth * sizeof<T>() + 15) & ~15
  packWeights<T>(kernel, outputs, inputs, kernelHeight, kernelWidth, false, scratch)
  const extended = scratch + weightBytes
  const extendedHeight = height + kernelHeight - 1
  const extendedWidth = width + kernelWidth - 1
  const extendedRow = sourceRowBytes<T>(width, kernelWidth)
  const row = rowBytes<T>(width)
  for (let n = 0; n < count; n++) {
    if (kernelHeight == 1 && kernelWidth == 1) {
      correlate<T>(
        x, row, height * row, out, row, height * row, scratch, outputs, inputs, 1, 1, height, row >> 4,
      )
      x += xSample
      out += outSample
      continue
    }
    extend<T>(
      x, inputs, height, width, boundary, centreY, centreX,
      extended, extendedHeight, extendedWidth, extendedRow,
    )
    correlate<T>(
      extended, extendedRow, extendedHeight * extendedRow, out, row, height * row, scratch,
      outputs, inputs, kernelHeight, kernelWidth, height, row >> 4,
    )
    x += xSample
    out += outSample
  }
}

/**
 * `Kᵀ y` for `count` samples, as transpose of "continue, then correlate":
 * a full correlation of y, which is zero outside, with the reversed kernel gives the transpose on the continued domain,
 * and folding it back transposes the boundary rule.
 */
export function transposedConvolution<T>(
  count: i32, y: usize, ySample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  const weightBytes = (outputs * inputs * kernelHeight * kernelWidth * sizeof<T>() + 15) & ~15
  packWeights<T>(kernel, outputs, inputs, kernelHeight, kernelWidth, true, scratch)
  const wideHeight = height + kernelHeight - 1
  const wideWidth = width + kernelWidth - 1
  const wideRow = rowBytes<T>(wideWidth)
  const zeroedHeight = height + 2 * (kernelHeight - 1)
  const zeroedWidth = width + 2 * (kernelWidth - 1)
  const zeroedRow = sourceRowBytes<T>(wideWidth, kernelWidth)
  const zeroed = scratch + weightBytes
  const wide = zeroed + outputs * zeroedHeight * zeroedRow
  const row = rowBytes<T>(width)
  for (let n = 0; n < count; n++) {
    if (kernelHeight == 1 && kernelWidth == 1) {
      correlate<T>(
        y, row, height * row, out, row, height * row, scratch, inputs, outputs, 1, 1, height, row >> 4,
      )
      y += ySample
      out += outSample
      continue
    }
    extend<T>(
      y, outputs, height, width, 1, kernelHeight - 1, kernelWidth - 1,
      zeroed, zeroedHeight, zeroedWidth, zeroedRow,
    )
    correlate<T>(
      zeroed, zeroedRow, zeroedHeight * zeroedRow, wide, wideRow, wideHeight * wideRow, scratch,
      inputs, outputs, kernelHeight, kernelWidth, wideHeight, wideRow >> 4,
    )
    fold<T>(wide, inputs, height, width, boundary, centreY, centreX, out, wideHeight, wideWidth, wideRow)
    y += ySample
    out += outSample
  }
}
