import type { SignalShape } from '../values/shape.js'
import type { Boundary, KernelGeometry } from './geometry.js'

/**
 * Where position i of a signal of n samples is found under a boundary rule; −1 for zeros outside.
 * Reflection is half-sample symmetric with period 2n: u₋₁ = u₀, u₋₂ = u₁, …, however far outside.
 */
export function sourceIndex(i: number, n: number, boundary: Boundary): number {
  if (i >= 0 && i < n) return i
  if (boundary === 'zero') return -1
  const period = boundary === 'periodic' ? n : 2 * n
  const wrapped = ((i % period) + period) % period
  return wrapped < n ? wrapped : period - 1 - wrapped
}

/** For every kernel entry and every position, where the convolution reads: `[kernel size, n]`. */
function sources(n: number, kernelSize: number, centre: number, boundary: Boundary): Int32Array {
  return Int32Array.from({ length: kernelSize * n }, (_, index) =>
    sourceIndex((index % n) + Math.floor(index / n) - centre, n, boundary),
  )
}

/**
 * Calls `visit` for every product that a convolution sums: `(Ku)[out] += k[tap] · u[in]`.
 * The convolution, its transpose and its kernel gradient all walk this one list,
 * so that the transpose is exact by construction.
 *
 * @param shape height and width of the signals; channels are those of the geometry
 */
export function createTapWalk(
  geometry: KernelGeometry,
  { height, width }: SignalShape,
): (batch: number, visit: (out: number, tap: number, input: number) => void) => void {
  const { outputChannels, inputChannels, boundary } = geometry
  const rows = sources(height, geometry.height, geometry.centreY, boundary)
  const columns = sources(width, geometry.width, geometry.centreX, boundary)
  const size = height * width
  return (batch, visit) => {
    for (let n = 0; n < batch; n++) {
      for (let o = 0; o < outputChannels; o++) {
        for (let i = 0; i < inputChannels; i++) {
          const outStart = (n * outputChannels + o) * size
          const inStart = (n * inputChannels + i) * size
          const tapStart = (o * inputChannels + i) * geometry.height * geometry.width
          for (let a = 0; a < geometry.height; a++) {
            for (let b = 0; b < geometry.width; b++) {
              const tap = tapStart + a * geometry.width + b
              for (let y = 0; y < height; y++) {
                const row = rows[a * height + y]!
                if (row < 0) continue
                for (let x = 0; x < width; x++) {
                  const column = columns[b * width + x]!
                  if (column >= 0) visit(outStart + y * width + x, tap, inStart + row * width + column)
                }
              }
            }
          }
        }
      }
    }
  }
}
