import { lanes } from './layout'

/**
 * Correlation without boundaries, from planes that are large enough:
 * `target[o, y, x] = Σ_{i,a,b} w[o, i, a, b] · source[i, y + a, x + b]`, for whole vectors of x.
 * Weights lie as {@link packWeights} puts them: four outputs at a time, then the remaining ones.
 */
export function correlate<T>(
  source: usize,
  sourceRow: i32,
  sourcePlane: i32,
  target: usize,
  targetRow: i32,
  targetPlane: i32,
  weights: usize,
  outputs: i32,
  inputs: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  rows: i32,
  vectors: i32,
): void {
  const block = inputs * kernelHeight * kernelWidth * sizeof<T>()
  let o = 0
  for (; o + 4 <= outputs; o += 4) {
    correlateBlock<T>(
      4, source, sourceRow, sourcePlane, target, targetRow, targetPlane, weights, inputs, kernelHeight, kernelWidth,
      rows, vectors,
    )
    weights += 4 * block
    target += 4 * targetPlane
  }
  if (outputs - o == 3) {
    correlateBlock<T>(
      3, source, sourceRow, sourcePlane, target, targetRow, targetPlane, weights, inputs, kernelHeight, kernelWidth,
      rows, vectors,
    )
  } else if (outputs - o == 2) {
    correlateBlock<T>(
      2, source, sourceRow, sourcePlane, target, targetRow, targetPlane, weights, inputs, kernelHeight, kernelWidth,
      rows, vectors,
    )
  } else if (outputs - o == 1) {
    correlateBlock<T>(
      1, source, sourceRow, sourcePlane, target, targetRow, targetPlane, weights, inputs, kernelHeight, kernelWidth,
      rows, vectors,
    )
  }
}

/** One block of `outputs` results, known when this is compiled; fewer results take more vectors at a time. */
// @ts-ignore: decorator
@inline
function correlateBlock<T>(
  outputs: i32, source: usize, sourceRow: i32, sourcePlane: i32, target: usize, targetRow: i32, targetPlane: i32,
  weights: usize, inputs: i32, kernelHeight: i32, kernelWidth: i32, rows: i32, vectors: i32,
): void {
  for (let y = 0; y < rows; y++) {
    let from = source
    let to = target
    let left = vectors
    if (outputs <= 2) {
      for (; left >= 4; left -= 4) {
        correlateTile<T>(
          outputs, 4, from, sourceRow, sourcePlane, to, targetPlane, weights, inputs, kernelHeight, kernelWidth,
        )
        from += 64
        to += 64
      }
    }
    for (; left >= 2; left -= 2) {
      correlateTile<T>(
        outputs, 2, from, sourceRow, sourcePlane, to, targetPlane, weights, inputs, kernelHeight, kernelWidth,
      )
      from += 32
      to += 32
    }
    if (left) {
      correlateTile<T>(
        outputs, 1, from, sourceRow, sourcePlane, to, targetPlane, weights, inputs, kernelHeight, kernelWidth,
      )
    }
    source += sourceRow
    target += targetRow
  }
}

/**
 * `outputs` results of `vectors` vectors, in registers; both numbers are known when this is compiled. One or two results have up to
 * four sums each (a0, a1, b0, b1 and c0, c1, d0, d1), three or four have up to two each.
 */
// @ts-ignore: decorator
@inline
function correlateTile<T>(
  outputs: i32, vectors: i32, source: usize, sourceRow: i32, sourcePlane: i32, target: usize, targetPlane: i32,
  weights: usize, inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const size: i32 = sizeof<T>()
  let a0 = i64x2.splat(0), a1 = i64x2.splat(0), b0 = i64x2.splat(0), b1 = i64x2.splat(0)
  let c0 = i64x2.splat(0), c1 = i64x2.splat(0), d0 = i64x2.splat(0), d1 = i64x2.splat(0)
  for (let i = 0; i < inputs; i++) {
    let row = source + i * sourcePlane
    for (let a = 0; a < kernelHeight; a++) {
      for (let b = 0; b < kernelWidth; b++) {
        const at = row + b * size
        const x0 = v128.load(at)
        const x1 = vectors > 1 ? v128.load(at, 16) : x0
        let w = v128.load_splat<T>(weights)
        a0 = v128.add<T>(a0, v128.mul<T>(w, x0))
        if (vectors > 1) a1 = v128.add<T>(a1, v128.mul<T>(w, x1))
        if (vectors > 2) {
          const x2 = v128.load(at, 32)
          const x3 = v128.load(at, 48)
          b0 = v128.add<T>(b0, v128.mul<T>(w, x2))
          b1 = v128.add<T>(b1, v128.mul<T>(w, x3))
          if (outputs > 1) {
            w = v128.load_splat<T>(weights, sizeof<T>())
            c0 = v128.add<T>(c0, v128.mul<T>(w, x0))
            c1 = v128.add<T>(c1, v128.mul<T>(w, x1))
            d0 = v128.add<T>(d0, v128.mul<T>(w, x2))
            d1 = v128.add<T>(d1, v128.mul<T>(w, x3))
          }
        } else {
          if (outputs > 1) {
            w = v128.load_splat<T>(weights, sizeof<T>())
            b0 = v128.add<T>(b0, v128.mul<T>(w, x0))
            if (vectors > 1) b1 = v128.add<T>(b1, v128.mul<T>(w, x1))
          }
          if (outputs > 2) {
            w = v128.load_splat<T>(weights, 2 * sizeof<T>())
            c0 = v128.add<T>(c0, v128.mul<T>(w, x0))
            if (vectors > 1) c1 = v128.add<T>(c1, v128.mul<T>(w, x1))
          }
          if (outputs > 3) {
            w = v128.load_splat<T>(weights, 3 * sizeof<T>())
            d0 = v128.add<T>(d0, v128.mul<T>(w, x0))
            if (vectors > 1) d1 = v128.add<T>(d1, v128.mul<T>(w, x1))
          }
        }
        weights += outputs * size
      }
      row += sourceRow
    }
  }
  v128.store(target, a0)
  if (vectors > 1) v128.store(target, a1, 16)
  if (vectors > 2) {
    v128.store(target, b0, 32)
    v128.store(target, b1, 48)
    if (outputs > 1) {
      v128.store(target + targetPlane, c0)
      v128.store(target + targetPlane, c1, 16)
      v128.store(target + targetPlane, d0, 32)
      v128.store(target + targetPlane, d1, 48)
    }
  } else {
    if (outputs > 1) {
      v128.store(target + targetPlane, b0)
      if (vectors > 1) v128.store(target + targetPlane, b1, 16)
    }
    if (outputs > 2) {
      v128.store(target + 2 * targetPlane, c0)
      if (vectors > 1) v128.store(target + 2 * targetPlane, c1, 16)
    }
    if (outputs > 3) {
      v128.store(target + 3 * targetPlane, d0)
      if (vectors > 1) v128.store(target + 3 * targetPlane, d1, 16)
    }
  }
}

/**
 * Rounds a float64 kernel `[outputs, inputs, height, width]` to T in the order {@link correlate} reads it:
 * for each block of outputs (four, at the end what remains) `[input, row, column, output of the block]`.
 * `transposed` gives the kernel of the transpose: inputs and outputs exchanged, both axes reversed.
 */
export function packWeights<T>(
  kernel: usize,
  outputs: i32,
  inputs: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  transposed: bool,
  target: usize,
): void {
  const taps = kernelHeight * kernelWidth
  const results = transposed ? inputs : outputs
  const sources = transposed ? outputs : inputs
  for (let first = 0; first < results; first += 4) {
    const block = min(4, results - first)
    for (let s = 0; s < sources; s++) {
      for (let tap = 0; tap < taps; tap++) {
        for (let r = first; r < first + block; r++) {
          const index = transposed ? (s * inputs + r) * taps + (taps - 1 - tap) : (r * inputs + s) * taps + tap
          store<T>(target, <T>load<f64>(kernel + index * 8))
          target += sizeof<T>()
        }
      }
    }
  }
}

/** Bytes between rows of planes that {@link correlate} may read for results of `width` values. */
// @ts-ignore: decorator
@inline
export function sourceRowBytes<T>(width: i32, kernelWidth: i32): i32 {
  const n = lanes<T>()
  const whole = (width + n - 1) & ~(n - 1)
  return ((whole + kernelWidth - 1) * sizeof<T>() + 15) & ~15
}
