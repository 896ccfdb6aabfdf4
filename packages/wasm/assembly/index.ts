import { sumOverChannels } from './channels'
import { convolution, transposedConvolution } from './convolution'
import { kernelGradient } from './kernel-gradient'
import { reduce } from './reduction'
import { prolong } from './transfer/prolong'
import { restrict } from './transfer/restrict'
import { tridiagonal } from './tridiagonal'

export { copySamples } from './channels'
export { atan_f64 } from './elementary/atan'
export { exp_f64, expm1_f64 } from './elementary/exp'
export { atan_f32 } from './elementary/float/atan'
export { exp_f32, expm1_f32 } from './elementary/float/exp'
export { cosh_f32, sinh_f32, tanh_f32 } from './elementary/float/hyperbolic'
export { log1p_f32, log_f32 } from './elementary/float/log'
export { generalPower_f32, power_f32 } from './elementary/float/power'
export { cos_f32, sin_f32, tan_f32 } from './elementary/float/trigonometric'
export { cosh_f64, sinh_f64, tanh_f64 } from './elementary/hyperbolic'
export { log1p_f64, log_f64 } from './elementary/log'
export { power_f64 } from './elementary/power'
export { cos_f64, sin_f64, tan_f64 } from './elementary/trigonometric'
export {
  fourierConvolution as fourierConvolution_f32,
  fourierTransposedConvolution as fourierTransposedConvolution_f32,
} from './fourier/convolution'
export { fourierKernelGradient as fourierKernelGradient_f32 } from './fourier/kernel-gradient'
export { joinPartials } from './reduction'
export {
  winogradConvolution as winogradConvolution_f32,
  winogradTransposedConvolution as winogradTransposedConvolution_f32,
} from './winograd/convolution'
export { winogradKernelGradient as winogradKernelGradient_f32 } from './winograd/kernel-gradient'

// Generic functions cannot be exported: each gets its two instances here.

export function convolution_f32(
  count: i32, x: usize, xSample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  convolution<f32>(
    count, x, xSample, kernel, out, outSample, scratch,
    height, width, outputs, inputs, kernelHeight, kernelWidth, centreY, centreX, boundary,
  )
}

export function convolution_f64(
  count: i32, x: usize, xSample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  convolution<f64>(
    count, x, xSample, kernel, out, outSample, scratch,
    height, width, outputs, inputs, kernelHeight, kernelWidth, centreY, centreX, boundary,
  )
}

export function transposedConvolution_f32(
  count: i32, y: usize, ySample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  transposedConvolution<f32>(
    count, y, ySample, kernel, out, outSample, scratch,
    height, width, outputs, inputs, kernelHeight, kernelWidth, centreY, centreX, boundary,
  )
}

export function transposedConvolution_f64(
  count: i32, y: usize, ySample: i32, kernel: usize, out: usize, outSample: i32, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  transposedConvolution<f64>(
    count, y, ySample, kernel, out, outSample, scratch,
    height, width, outputs, inputs, kernelHeight, kernelWidth, centreY, centreX, boundary,
  )
}

export function kernelGradient_f32(
  count: i32, x: usize, xSample: i32, y: usize, ySample: i32, sums: usize, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  kernelGradient<f32>(
    count, x, xSample, y, ySample, sums, scratch,
    height, width, outputs, inputs, kernelHeight, kernelWidth, centreY, centreX, boundary,
  )
}

export function kernelGradient_f64(
  count: i32, x: usize, xSample: i32, y: usize, ySample: i32, sums: usize, scratch: usize,
  height: i32, width: i32, outputs: i32, inputs: i32, kernelHeight: i32, kernelWidth: i32,
  centreY: i32, centreX: i32, boundary: i32,
): void {
  kernelGradient<f64>(
    count, x, xSample, y, ySample, sums, scratch,
    height, width, outputs, inputs, kernelHeight, kernelWidth, centreY, centreX, boundary,
  )
}

export function reduce_f32(
  count: i32, x: usize, xSample: i32, xPlane: i32, y: usize, ySample: i32, yPlane: i32, out: usize,
  kind: i32, over: i32, channels: i32, height: i32, width: i32,
): void {
  reduce<f32>(
    count, x, xSample, xPlane, y, ySample, yPlane, out, kind, over, channels, height, width,
  )
}

export function reduce_f64(
  count: i32, x: usize, xSample: i32, xPlane: i32, y: usize, ySample: i32, yPlane: i32, out: usize,
  kind: i32, over: i32, channels: i32, height: i32, width: i32,
): void {
  reduce<f64>(
    count, x, xSample, xPlane, y, ySample, yPlane, out, kind, over, channels, height, width,
  )
}

export function sumOverChannels_f32(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, channels: i32, plane: i32,
): void {
  sumOverChannels<f32>(
    count, x, xSample, out, outSample, channels, plane,
  )
}

export function sumOverChannels_f64(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, channels: i32, plane: i32,
): void {
  sumOverChannels<f64>(
    count, x, xSample, out, outSample, channels, plane,
  )
}

export function restrict_f32(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, coarseHeight: i32, coarseWidth: i32,
  transfer: i32, scaleLow: i32, scaleHigh: i32,
): void {
  restrict<f32>(
    count, x, xSample, out, outSample, scratch,
    channels, height, width, coarseHeight, coarseWidth, transfer, fromHalves(scaleLow, scaleHigh),
  )
}

export function restrict_f64(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, coarseHeight: i32, coarseWidth: i32,
  transfer: i32, scaleLow: i32, scaleHigh: i32,
): void {
  restrict<f64>(
    count, x, xSample, out, outSample, scratch,
    channels, height, width, coarseHeight, coarseWidth, transfer, fromHalves(scaleLow, scaleHigh),
  )
}

export function prolong_f32(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, coarseHeight: i32, coarseWidth: i32,
  transfer: i32, scaleLow: i32, scaleHigh: i32,
): void {
  prolong<f32>(
    count, x, xSample, out, outSample, scratch,
    channels, height, width, coarseHeight, coarseWidth, transfer, fromHalves(scaleLow, scaleHigh),
  )
}

export function prolong_f64(
  count: i32, x: usize, xSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, coarseHeight: i32, coarseWidth: i32,
  transfer: i32, scaleLow: i32, scaleHigh: i32,
): void {
  prolong<f64>(
    count, x, xSample, out, outSample, scratch,
    channels, height, width, coarseHeight, coarseWidth, transfer, fromHalves(scaleLow, scaleHigh),
  )
}

export function tridiagonal_f32(
  count: i32, b: usize, bSample: i32, lower: usize, lowerSample: i32, diagonal: usize, diagonalSample: i32,
  upper: usize, upperSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, along: i32,
): void {
  tridiagonal<f32>(
    count, b, bSample, lower, lowerSample, diagonal, diagonalSample, upper, upperSample, out, outSample, scratch,
    channels, height, width, along,
  )
}

export function tridiagonal_f64(
  count: i32, b: usize, bSample: i32, lower: usize, lowerSample: i32, diagonal: usize, diagonalSample: i32,
  upper: usize, upperSample: i32, out: usize, outSample: i32, scratch: usize,
  channels: i32, height: i32, width: i32, along: i32,
): void {
  tridiagonal<f64>(
    count, b, bSample, lower, lowerSample, diagonal, diagonalSample, upper, upperSample, out, outSample, scratch,
    channels, height, width, along,
  )
}

/** A float64 from its bits. */
function fromHalves(low: i32, high: i32): f64 {
  return reinterpret<f64>((<u64><u32>high << 32) | <u64><u32>low)
}

/** First address that the fixed kernels leave free. */
export function heapBase(): usize {
  return __heap_base
}
