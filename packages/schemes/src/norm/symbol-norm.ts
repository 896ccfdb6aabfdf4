import type { KernelGeometry } from '@numeural/core'
import { scaleOf, unscaled } from './gram-kernel.js'
import { smallestProved } from './smallest-proved.js'

/** Multiplications that the largest value may cost. */
const affordable = 3e7
/** Nodes for every degree of the symbol's square: the more, the sharper. */
const densities = [32, 24, 16, 12, 8]

/**
 * sup over ω of σ_max(k̂(ω))², from above: for `zero` and `periodic` boundaries a bound of ‖K‖₂² for
 * every size, and the smallest, since K is a part of the convolution of the whole line,
 * or has samples of k̂ for singular values.
 *
 * |k̂(ω)v|² is a trigonometric polynomial ≥ 0 of degree n = width − 1 along each axis for every v. Where it is largest,
 * M, it stays above M cos²(nt/2) at distances t ≤ π/n (M. Riesz),
 * so that at one of N nodes it is at least M cos²(πn/2N).
 *
 * @param lower where the search starts, best a lower bound of ‖K‖₂
 * @param upper a known bound of ‖K‖₂²
 * @returns null where it would take too long; ∞ where it is no better than `upper`
 */
export function symbolNormSquared(
  kernel: ArrayLike<number>,
  geometry: KernelGeometry,
  lower: number,
  upper: number,
): number | null {
  const { inputChannels, outputChannels, height, width } = geometry
  const taps = height * width
  const perNode = outputChannels * inputChannels * 4 * (width + inputChannels) + 3 * inputChannels ** 3
  const density = densities.find((each) => nodesOf(height, each) * nodesOf(width, each) * perNode <= 2 * affordable)
  const scale = scaleOf(kernel)
  if (density === undefined || scale === null) return null
  const scaled = Float64Array.from(kernel, (tap) => tap * scale)
  const largest = upper * scale * scale
  let square = (lower * scale) ** 2
  const error = 8 * Number.EPSILON * (2 * taps + outputChannels + 32) * absoluteSum(scaled, geometry)
  const factor = new Float64Array(4 * inputChannels * inputChannels)
  const [nodesY, nodesX] = [nodesOf(height, density), nodesOf(width, density)]
  // k̂(−ω) is the conjugate of k̂(ω): half of the frequencies are enough along one axis.
  for (let y = 0; y < nodesY; y++) {
    const lines = alongY(scaled, geometry, angleOf(y, nodesY))
    for (let x = 0; x <= nodesX / 2; x++) {
      const matrix = gramOf(alongX(lines, geometry, angleOf(x, nodesX)), geometry)
      square = smallestProved(matrix, square, largest, error, factor)
      if (square === Number.POSITIVE_INFINITY) return square
    }
  }
  const axes = Number(height > 1) + Number(width > 1)
  const between = Math.cos(Math.PI / 2 / density) ** (-2 * axes)
  const bound = unscaled({ scale }, square * between * (1 + 16 * Number.EPSILON))
  return bound < upper ? bound : Number.POSITIVE_INFINITY
}

function nodesOf(width: number, density: number): number {
  return Math.max(1, (width - 1) * density)
}

const angleOf = (node: number, nodes: number): number => (2 * Math.PI * node) / nodes

/** Σ_a k(o, i, a, b) e^{iaω}: real and imaginary part of entry (o, i, b), one after the other. */
function alongY(kernel: Float64Array, { height, width }: KernelGeometry, angle: number): Float64Array {
  const lines = new Float64Array((2 * kernel.length) / height)
  for (let a = 0; a < height; a++) {
    const [cos, sin] = [Math.cos(a * angle), Math.sin(a * angle)]
    for (let line = 0; line < lines.length / 2; line++) {
      const tap = kernel[(Math.floor(line / width) * height + a) * width + (line % width)]!
      lines[2 * line]! += cos * tap
      lines[2 * line + 1]! += sin * tap
    }
  }
  return lines
}

/** k̂(ω): real and imaginary part of entry (o, i), one after the other. */
function alongX(lines: Float64Array, { width }: KernelGeometry, angle: number): Float64Array {
  const symbol = new Float64Array(lines.length / width)
  for (let b = 0; b < width; b++) {
    const [cos, sin] = [Math.cos(b * angle), Math.sin(b * angle)]
    for (let entry = 0; entry < symbol.length / 2; entry++) {
      const at = 2 * (entry * width + b)
      symbol[2 * entry]! += cos * lines[at]! - sin * lines[at + 1]!
      symbol[2 * entry + 1]! += cos * lines[at + 1]! + sin * lines[at]!
    }
  }
  return symbol
}

/** k̂*k̂ as a real matrix of twice the size, of which the real and imaginary parts are the two halves of a vector. */
function gramOf(symbol: Float64Array, { inputChannels: channels, outputChannels }: KernelGeometry) {
  if (channels === 1) {
    let sum = 0
    for (const part of symbol) sum += part * part
    return { size: 1, band: 0, bands: Float64Array.of(sum) }
  }
  const size = 2 * channels
  const bands = new Float64Array(size * size)
  const add = (row: number, column: number, value: number): void => {
    if (row >= column) bands[row * size + row - column]! += value
  }
  for (let o = 0; o < outputChannels; o++) {
    for (let i = 0; i < channels; i++) {
      const re = symbol[2 * (o * channels + i)]!
      const im = symbol[2 * (o * channels + i) + 1]!
      for (let j = 0; j < channels; j++) {
        const otherRe = symbol[2 * (o * channels + j)]!
        const otherIm = symbol[2 * (o * channels + j) + 1]!
        const real = re * otherRe + im * otherIm
        const imaginary = re * otherIm - im * otherRe
        add(i, j, real)
        add(channels + i, channels + j, real)
        add(channels + i, j, imaginary)
        add(i, channels + j, -imaginary)
      }
    }
  }
  return { size, band: size - 1, bands }
}

/** A bound of the row sums of |k̂|*|k̂|. */
function absoluteSum(kernel: Float64Array, { outputChannels, inputChannels, height, width }: KernelGeometry): number {
  const taps = height * width
  const rows = new Float64Array(inputChannels)
  for (let o = 0; o < outputChannels; o++) {
    const sums = Float64Array.from({ length: inputChannels }, (_, i) => {
      let sum = 0
      for (let t = 0; t < taps; t++) sum += Math.abs(kernel[(o * inputChannels + i) * taps + t]!)
      return sum
    })
    const all = sums.reduce((total, sum) => total + sum, 0)
    for (let i = 0; i < inputChannels; i++) rows[i]! += sums[i]! * all
  }
  return 2 * Math.max(...rows)
}
