import { lanes } from './layout'

/**
 * Correlation without boundaries, from planes that are large enough:
 * `target[o, y, x] = Σ_{i,a,b} w[o, i, a, b] · source[i, y + a, x + b]`, for whole vectors of x.
 * Weights lie as {@link packWeights} puts them: four outputs at a time, then the remaining ones one by one.
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
    for (let y = 0; y < rows; y++) {
      const from = source + y * sourceRow
      const to = target + y * targetRow
      let v = 0
      for (; v + 2 <= vectors; v += 2) {
        fourOutputsTwice<T>(
          from + v * 16, sourceRow, sourcePlane, to + v * 16, targetPlane, weights, inputs, kernelHeight, kernelWidth,
        )
      }
      if (v < vectors) {
        fourOutputs<T>(
          from + v * 16, sourceRow, sourcePlane, to + v * 16, targetPlane, weights, inputs, kernelHeight, kernelWidth,
        )
      }
    }
    weights += 4 * block
    target += 4 * targetPlane
  }
  for (; o < outputs; o++) {
    for (let y = 0; y < rows; y++) {
      const from = source + y * sourceRow
      const to = target + y * targetRow
      let v = 0
      for (; v + 4 <= vectors; v += 4) {
        oneOutputFourTimes<T>(
          from + v * 16, sourceRow, sourcePlane, to + v * 16, weights, inputs, kernelHeight, kernelWidth,
        )
      }
      for (; v < vectors; v++) {
        oneOutput<T>(from + v * 16, sourceRow, sourcePlane, to + v * 16, weights, inputs, kernelHeight, kernelWidth)
      }
    }
    weights += block
    target += targetPlane
  }
}

// @ts-ignore: decorator
@inline
function fourOutputsTwice<T>(
  source: usize, sourceRow: i32, sourcePlane: i32, target: usize, targetPlane: i32, weights: usize,
  inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const size: i32 = sizeof<T>()
  let a0 = i64x2.splat(0), a1 = i64x2.splat(0), b0 = i64x2.splat(0), b1 = i64x2.splat(0)
  let c0 = i64x2.splat(0), c1 = i64x2.splat(0), d0 = i64x2.splat(0), d1 = i64x2.splat(0)
  for (let i = 0; i < inputs; i++) {
    let row = source + i * sourcePlane
    for (let a = 0; a < kernelHeight; a++) {
      for (let b = 0; b < kernelWidth; b++) {
        const x0 = v128.load(row + b * size)
        const x1 = v128.load(row + b * size, 16)
        let w = v128.load_splat<T>(weights)
        a0 = v128.add<T>(a0, v128.mul<T>(w, x0))
        a1 = v128.add<T>(a1, v128.mul<T>(w, x1))
        w = v128.load_splat<T>(weights, sizeof<T>())
        b0 = v128.add<T>(b0, v128.mul<T>(w, x0))
        b1 = v128.add<T>(b1, v128.mul<T>(w, x1))
        w = v128.load_splat<T>(weights, 2 * sizeof<T>())
        c0 = v128.add<T>(c0, v128.mul<T>(w, x0))
        c1 = v128.add<T>(c1, v128.mul<T>(w, x1))
        w = v128.load_splat<T>(weights, 3 * sizeof<T>())
        d0 = v128.add<T>(d0, v128.mul<T>(w, x0))
        d1 = v128.add<T>(d1, v128.mul<T>(w, x1))
        weights += 4 * size
      }
      row += sourceRow
    }
  }
  v128.store(target, a0)
  v128.store(target, a1, 16)
  v128.store(target + targetPlane, b0)
  v128.store(target + targetPlane, b1, 16)
  v128.store(target + 2 * targetPlane, c0)
  v128.store(target + 2 * targetPlane, c1, 16)
  v128.store(target + 3 * targetPlane, d0)
  v128.store(target + 3 * targetPlane, d1, 16)
}

// @ts-ignore: decorator
@inline
function fourOutputs<T>(
  source: usize, sourceRow: i32, sourcePlane: i32, target: usize, targetPlane: i32, weights: usize,
  inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const size: i32 = sizeof<T>()
  let a0 = i64x2.splat(0), b0 = i64x2.splat(0), c0 = i64x2.splat(0), d0 = i64x2.splat(0)
  for (let i = 0; i < inputs; i++) {
    let row = source + i * sourcePlane
    for (let a = 0; a < kernelHeight; a++) {
      for (let b = 0; b < kernelWidth; b++) {
        const x = v128.load(row + b * size)
        a0 = v128.add<T>(a0, v128.mul<T>(v128.load_splat<T>(weights), x))
        b0 = v128.add<T>(b0, v128.mul<T>(v128.load_splat<T>(weights, sizeof<T>()), x))
        c0 = v128.add<T>(c0, v128.mul<T>(v128.load_splat<T>(weights, 2 * sizeof<T>()), x))
        d0 = v128.add<T>(d0, v128.mul<T>(v128.load_splat<T>(weights, 3 * sizeof<T>()), x))
        weights += 4 * size
      }
      row += sourceRow
    }
  }
  v128.store(target, a0)
  v128.store(target + targetPlane, b0)
  v128.store(target + 2 * targetPlane, c0)
  v128.store(target + 3 * targetPlane, d0)
}

// @ts-ignore: decorator
@inline
function oneOutputFourTimes<T>(
  source: usize, sourceRow: i32, sourcePlane: i32, target: usize, weights: usize,
  inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const size: i32 = sizeof<T>()
  let a0 = i64x2.splat(0), a1 = i64x2.splat(0), a2 = i64x2.splat(0), a3 = i64x2.splat(0)
  for (let i = 0; i < inputs; i++) {
    let row = source + i * sourcePlane
    for (let a = 0; a < kernelHeight; a++) {
      for (let b = 0; b < kernelWidth; b++) {
        const w = v128.load_splat<T>(weights)
        a0 = v128.add<T>(a0, v128.mul<T>(w, v128.load(row + b * size)))
        a1 = v128.add<T>(a1, v128.mul<T>(w, v128.load(row + b * size, 16)))
        a2 = v128.add<T>(a2, v128.mul<T>(w, v128.load(row + b * size, 32)))
        a3 = v128.add<T>(a3, v128.mul<T>(w, v128.load(row + b * size, 48)))
        weights += size
      }
      row += sourceRow
    }
  }
  v128.store(target, a0)
  v128.store(target, a1, 16)
  v128.store(target, a2, 32)
  v128.store(target, a3, 48)
}

// @ts-ignore: decorator
@inline
function oneOutput<T>(
  source: usize, sourceRow: i32, sourcePlane: i32, target: usize, weights: usize,
  inputs: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const size: i32 = sizeof<T>()
  let sum = i64x2.splat(0)
  for (let i = 0; i < inputs; i++) {
    let row = source + i * sourcePlane
    for (let a = 0; a < kernelHeight; a++) {
      for (let b = 0; b < kernelWidth; b++) {
        sum = v128.add<T>(sum, v128.mul<T>(v128.load_splat<T>(weights), v128.load(row + b * size)))
        weights += size
      }
      row += sourceRow
    }
  }
  v128.store(target, sum)
}

/**
 * Rounds a float64 kernel `[outputs, inputs, height, width]` to T in the order {@link correlate} reads it:
 * for each block of outputs (four, at the end one) `[input, row, column, output of the block]`.
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
  let block = 4
  for (let first = 0; first < results; first += block) {
    if (results - first < 4) block = 1
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
