import { PRODUCTS } from './points'

/**
 * The products of the transformed tiles with the transformed kernel, summed over the sources,
 * for each of the 36 products:
 * `m[product, result, vector] = Σ u[product, result, source] · v[product, source, vector]`.
 * A vector holds four tiles; rows of v and m are `row` bytes apart, products `vStep` and `mStep`.
 */
export function multiply(
  v: usize, vStep: i32, u: usize, m: usize, mStep: i32, results: i32, sources: i32, row: i32, vectors: i32,
): void {
  for (let product = 0; product < PRODUCTS; product++) {
    let to = m
    for (let r = 0; r < results; r += 4) {
      let g = 0
      for (; g + 2 <= vectors; g += 2) twoVectors(v + g * 16, u, to + g * 16, sources, row)
      if (g < vectors) oneVector(v + g * 16, u, to + g * 16, sources, row)
      u += 16 * sources
      to += 4 * row
    }
    v += vStep
    m += mStep
  }
}

// @ts-ignore: decorator
@inline
function twoVectors(v: usize, u: usize, m: usize, sources: i32, row: i32): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0)
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0)
  for (let s = 0; s < sources; s++) {
    const x0 = v128.load(v)
    const x1 = v128.load(v, 16)
    let w = v128.load32_splat(u)
    a0 = f32x4.add(a0, f32x4.mul(w, x0))
    a1 = f32x4.add(a1, f32x4.mul(w, x1))
    w = v128.load32_splat(u, 4)
    b0 = f32x4.add(b0, f32x4.mul(w, x0))
    b1 = f32x4.add(b1, f32x4.mul(w, x1))
    w = v128.load32_splat(u, 8)
    c0 = f32x4.add(c0, f32x4.mul(w, x0))
    c1 = f32x4.add(c1, f32x4.mul(w, x1))
    w = v128.load32_splat(u, 12)
    d0 = f32x4.add(d0, f32x4.mul(w, x0))
    d1 = f32x4.add(d1, f32x4.mul(w, x1))
    u += 16
    v += row
  }
  v128.store(m, a0)
  v128.store(m, a1, 16)
  v128.store(m + row, b0)
  v128.store(m + row, b1, 16)
  v128.store(m + 2 * row, c0)
  v128.store(m + 2 * row, c1, 16)
  v128.store(m + 3 * row, d0)
  v128.store(m + 3 * row, d1, 16)
}

// @ts-ignore: decorator
@inline
function oneVector(v: usize, u: usize, m: usize, sources: i32, row: i32): void {
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0)
  for (let s = 0; s < sources; s++) {
    const x = v128.load(v)
    a = f32x4.add(a, f32x4.mul(v128.load32_splat(u), x))
    b = f32x4.add(b, f32x4.mul(v128.load32_splat(u, 4), x))
    c = f32x4.add(c, f32x4.mul(v128.load32_splat(u, 8), x))
    d = f32x4.add(d, f32x4.mul(v128.load32_splat(u, 12), x))
    u += 16
    v += row
  }
  v128.store(m, a)
  v128.store(m + row, b)
  v128.store(m + 2 * row, c)
  v128.store(m + 3 * row, d)
}
