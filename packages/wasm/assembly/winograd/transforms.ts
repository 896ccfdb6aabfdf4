import { A, A2, A2B, A2B2, A3, AB2, B, B2, B3, SUM2 } from './points'

// One-dimensional transforms of vectors; the two-dimensional ones apply them along both axes.
// With the 6×6 matrix D, the 4×6 matrix R (rows:
// powers of the points) and the 6×3 matrix G, a tile of results is R (G g ⊙ D x).

// @ts-ignore: decorator
@inline
function times(x: v128, factor: f64): v128 {
  return f32x4.mul(x, f32x4.splat(<f32>factor))
}

/** Stores D x of six values. */
// @ts-ignore: decorator
@inline
export function toPoints(x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, to: usize, step: i32): void {
  const evenA = f32x4.sub(x4, times(x2, B2))
  const oddA = f32x4.sub(times(x3, A), times(x1, AB2))
  const evenB = f32x4.sub(x4, times(x2, A2))
  const oddB = f32x4.sub(times(x3, B), times(x1, A2B))
  v128.store(to, f32x4.add(f32x4.sub(times(x0, A2B2), times(x2, SUM2)), x4))
  v128.store(to + step, f32x4.add(evenA, oddA))
  v128.store(to + 2 * step, f32x4.sub(evenA, oddA))
  v128.store(to + 3 * step, f32x4.add(evenB, oddB))
  v128.store(to + 4 * step, f32x4.sub(evenB, oddB))
  v128.store(to + 5 * step, f32x4.add(f32x4.sub(times(x1, A2B2), times(x3, SUM2)), x5))
}

/** Stores R m of six products: four results. */
// @ts-ignore: decorator
@inline
export function toResults(m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128, to: usize, step: i32): void {
  const sumA = f32x4.add(m1, m2)
  const differenceA = f32x4.sub(m1, m2)
  const sumB = f32x4.add(m3, m4)
  const differenceB = f32x4.sub(m3, m4)
  v128.store(to, f32x4.add(f32x4.add(sumA, sumB), m0))
  v128.store(to + step, f32x4.add(times(differenceA, A), times(differenceB, B)))
  v128.store(to + 2 * step, f32x4.add(times(sumA, A2), times(sumB, B2)))
  v128.store(to + 3 * step, f32x4.add(f32x4.add(times(differenceA, A3), times(differenceB, B3)), m5))
}

/** Stores Rᵀ y of four results: the transpose of {@link toResults}. */
// @ts-ignore: decorator
@inline
export function fromResults(y0: v128, y1: v128, y2: v128, y3: v128, to: usize, step: i32): void {
  const evenA = f32x4.add(y0, times(y2, A2))
  const oddA = f32x4.add(times(y1, A), times(y3, A3))
  const evenB = f32x4.add(y0, times(y2, B2))
  const oddB = f32x4.add(times(y1, B), times(y3, B3))
  v128.store(to, y0)
  v128.store(to + step, f32x4.add(evenA, oddA))
  v128.store(to + 2 * step, f32x4.sub(evenA, oddA))
  v128.store(to + 3 * step, f32x4.add(evenB, oddB))
  v128.store(to + 4 * step, f32x4.sub(evenB, oddB))
  v128.store(to + 5 * step, y3)
}

/** The value `index` of Dᵀ m, the transpose of {@link toPoints}; `index` is known when this is compiled. */
// @ts-ignore: decorator
@inline
export function fromPoints(index: i32, m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128): v128 {
  if (index == 0) return times(m0, A2B2)
  if (index == 1) {
    const odd = f32x4.add(times(f32x4.sub(m1, m2), AB2), times(f32x4.sub(m3, m4), A2B))
    return f32x4.sub(times(m5, A2B2), odd)
  }
  if (index == 2) {
    const even = f32x4.add(times(f32x4.add(m1, m2), B2), times(f32x4.add(m3, m4), A2))
    return f32x4.sub(times(m0, -SUM2), even)
  }
  if (index == 3) {
    const odd = f32x4.add(times(f32x4.sub(m1, m2), A), times(f32x4.sub(m3, m4), B))
    return f32x4.sub(odd, times(m5, SUM2))
  }
  if (index == 4) return f32x4.add(f32x4.add(f32x4.add(m1, m2), f32x4.add(m3, m4)), m0)
  return m5
}

/** Vectors of 4 columns of 4 lanes become vectors of 4 rows, or the other way round: column `index` of the transpose. */
// @ts-ignore: decorator
@inline
export function transposed(index: i32, x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  if (index == 0) return v128.shuffle<i32>(v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), v128.shuffle<i32>(x2, x3, 0, 4, 1, 5), 0, 1, 4, 5)
  if (index == 1) return v128.shuffle<i32>(v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), v128.shuffle<i32>(x2, x3, 0, 4, 1, 5), 2, 3, 6, 7)
  if (index == 2) return v128.shuffle<i32>(v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), v128.shuffle<i32>(x2, x3, 2, 6, 3, 7), 0, 1, 4, 5)
  return v128.shuffle<i32>(v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), v128.shuffle<i32>(x2, x3, 2, 6, 3, 7), 2, 3, 6, 7)
}
