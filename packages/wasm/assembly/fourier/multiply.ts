import { FREQUENCIES } from './window'

/**
 * For every frequency the complex products of windows with a kernel, summed over the sources:
 * `c[window, result] = Σ a[window, source] · b[source, result]`.
 * Four channels of a window, as four results, are a vector of real and one of imaginary parts; `fours` counts them.
 */
export function multiplySpectra(
  a: usize, aStep: i32, b: usize, bStep: i32, c: usize, cStep: i32, windows: i32, sourceFours: i32, resultFours: i32,
): void {
  const aRow = 32 * sourceFours
  const row = 32 * resultFours
  for (let frequency = 0; frequency < FREQUENCIES; frequency++) {
    let w = 0
    for (; w + 2 <= windows; w += 2) {
      const from = a + w * aRow
      const to = c + w * row
      for (let r = 0; r < resultFours; r++) tile(2, from, aRow, b + 32 * r, row, to + 32 * r, sourceFours)
    }
    if (w < windows) {
      const from = a + w * aRow
      const to = c + w * row
      for (let r = 0; r < resultFours; r++) tile(1, from, aRow, b + 32 * r, row, to + 32 * r, sourceFours)
    }
    a += aStep
    b += bStep
    c += cStep
  }
}

/**
 * Products of one or two windows with four results, in registers.
 * The four real products of a complex one have sums of their own:
 * two additions to the same sum would wait for each other.
 */
// @ts-ignore: decorator
@inline
function tile(windows: i32, a: usize, aRow: i32, b: usize, row: i32, c: usize, sourceFours: i32): void {
  let rr0 = f32x4.splat(0), ii0 = f32x4.splat(0), ri0 = f32x4.splat(0), ir0 = f32x4.splat(0)
  let rr1 = f32x4.splat(0), ii1 = f32x4.splat(0), ri1 = f32x4.splat(0), ir1 = f32x4.splat(0)
  for (let s = 0; s < sourceFours; s++) {
    for (let lane = 0; lane < 4; lane++) {
      const re = v128.load(b), im = v128.load(b, 16)
      let w = v128.load32_splat(a)
      rr0 = f32x4.add(rr0, f32x4.mul(w, re))
      ri0 = f32x4.add(ri0, f32x4.mul(w, im))
      w = v128.load32_splat(a, 16)
      ii0 = f32x4.add(ii0, f32x4.mul(w, im))
      ir0 = f32x4.add(ir0, f32x4.mul(w, re))
      if (windows > 1) {
        w = v128.load32_splat(a + aRow)
        rr1 = f32x4.add(rr1, f32x4.mul(w, re))
        ri1 = f32x4.add(ri1, f32x4.mul(w, im))
        w = v128.load32_splat(a + aRow, 16)
        ii1 = f32x4.add(ii1, f32x4.mul(w, im))
        ir1 = f32x4.add(ir1, f32x4.mul(w, re))
      }
      a += 4
      b += row
    }
    a += 16
  }
  v128.store(c, f32x4.sub(rr0, ii0))
  v128.store(c, f32x4.add(ri0, ir0), 16)
  if (windows > 1) {
    v128.store(c + row, f32x4.sub(rr1, ii1))
    v128.store(c + row, f32x4.add(ri1, ir1), 16)
  }
}

/**
 * For every frequency the products of the conjugated spectra of y with those of x, summed over windows:
 * `g[source, result] = Σ conj(y[window, result]) · x[window, source]`, added to what is there if `adds`.
 */
export function sumSpectra(
  x: usize, xStep: i32, y: usize, yStep: i32, g: usize, gStep: i32, windows: i32, sourceFours: i32, resultFours: i32,
  adds: bool,
): void {
  const row = 32 * resultFours
  for (let frequency = 0; frequency < FREQUENCIES; frequency++) {
    for (let s = 0; s < sourceFours; s++) {
      for (let pair = 0; pair < 2; pair++) {
        const from = x + 32 * s + 8 * pair
        const to = g + (4 * s + 2 * pair) * row
        for (let r = 0; r < resultFours; r++) {
          sumTile(from, 32 * sourceFours, y + 32 * r, row, to + 32 * r, windows, adds)
        }
      }
    }
    x += xStep
    y += yStep
    g += gStep
  }
}

/** Sums for two sources and four results, in registers. */
// @ts-ignore: decorator
@inline
function sumTile(x: usize, xRow: i32, y: usize, row: i32, g: usize, windows: i32, adds: bool): void {
  let rr0 = f32x4.splat(0), ii0 = f32x4.splat(0), ri0 = f32x4.splat(0), ir0 = f32x4.splat(0)
  let rr1 = f32x4.splat(0), ii1 = f32x4.splat(0), ri1 = f32x4.splat(0), ir1 = f32x4.splat(0)
  if (adds) {
    rr0 = v128.load(g), ir0 = v128.load(g, 16)
    rr1 = v128.load(g + row), ir1 = v128.load(g + row, 16)
  }
  for (let w = 0; w < windows; w++) {
    const re = v128.load(y), im = v128.load(y, 16)
    let value = v128.load32_splat(x)
    rr0 = f32x4.add(rr0, f32x4.mul(value, re))
    ri0 = f32x4.add(ri0, f32x4.mul(value, im))
    value = v128.load32_splat(x, 16)
    ii0 = f32x4.add(ii0, f32x4.mul(value, im))
    ir0 = f32x4.add(ir0, f32x4.mul(value, re))
    value = v128.load32_splat(x, 4)
    rr1 = f32x4.add(rr1, f32x4.mul(value, re))
    ri1 = f32x4.add(ri1, f32x4.mul(value, im))
    value = v128.load32_splat(x, 20)
    ii1 = f32x4.add(ii1, f32x4.mul(value, im))
    ir1 = f32x4.add(ir1, f32x4.mul(value, re))
    x += xRow
    y += row
  }
  v128.store(g, f32x4.add(rr0, ii0))
  v128.store(g, f32x4.sub(ir0, ri0), 16)
  v128.store(g + row, f32x4.add(rr1, ii1))
  v128.store(g + row, f32x4.sub(ir1, ri1), 16)
}
