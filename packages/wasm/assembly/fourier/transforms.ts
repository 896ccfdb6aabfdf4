import { COLUMNS, place, WINDOW } from './window'

// Transforms of vectors, one window for each lane. A complex number is a vector of real and one of imaginary parts.

const HALF_ROOT_3: f32 = 0.8660254037844386
const ROOT_3: f32 = 1.7320508075688772
const HALF_ROOT_2: f32 = 0.7071067811865476
const ROOT_2: f32 = 1.4142135623730951

// @ts-ignore: decorator
@inline
function times(x: v128, factor: f32): v128 {
  return f32x4.mul(x, f32x4.splat(factor))
}

/**
 * The transform of 8 complex numbers that lie one behind the other. The offsets say where the parts of a number are read and
 * written: exchanged on both sides, they make it the inverse transform times 8.
 */
// @ts-ignore: decorator
@inline
function eight(from: usize, to: usize, step: i32, fromRe: i32, fromIm: i32, re: i32, im: i32): void {
  const real = from + fromRe
  const imaginary = from + fromIm
  let x = v128.load(real), y = v128.load(real, 128)
  const a0r = f32x4.add(x, y), b0r = f32x4.sub(x, y)
  x = v128.load(imaginary, 0), y = v128.load(imaginary, 128)
  const a0i = f32x4.add(x, y), b0i = f32x4.sub(x, y)
  x = v128.load(real, 64), y = v128.load(real, 192)
  const a2r = f32x4.add(x, y), b2r = f32x4.sub(x, y)
  x = v128.load(imaginary, 64), y = v128.load(imaginary, 192)
  const a2i = f32x4.add(x, y), b2i = f32x4.sub(x, y)
  x = v128.load(real, 32), y = v128.load(real, 160)
  const a1r = f32x4.add(x, y), b1r = f32x4.sub(x, y)
  x = v128.load(imaginary, 32), y = v128.load(imaginary, 160)
  const a1i = f32x4.add(x, y), b1i = f32x4.sub(x, y)
  x = v128.load(real, 96), y = v128.load(real, 224)
  const a3r = f32x4.add(x, y), b3r = f32x4.sub(x, y)
  x = v128.load(imaginary, 96), y = v128.load(imaginary, 224)
  const a3i = f32x4.add(x, y), b3i = f32x4.sub(x, y)
  const at = to + re
  const beside = to + im
  four(a0r, a0i, a1r, a1i, a2r, a2i, a3r, a3i, at, beside, 2 * step)
  // Multiplied by the powers of (1 − i)/√2.
  four(
    b0r, b0i,
    times(f32x4.add(b1r, b1i), HALF_ROOT_2), times(f32x4.sub(b1i, b1r), HALF_ROOT_2),
    b2i, f32x4.neg(b2r),
    times(f32x4.sub(b3i, b3r), HALF_ROOT_2), times(f32x4.add(b3r, b3i), -HALF_ROOT_2),
    at + step, beside + step, 2 * step,
  )
}

// @ts-ignore: decorator
@inline
function four(
  x0: v128, y0: v128, x1: v128, y1: v128, x2: v128, y2: v128, x3: v128, y3: v128, re: usize, im: usize, step: i32,
): void {
  const sr = f32x4.add(x0, x2), si = f32x4.add(y0, y2), tr = f32x4.add(x1, x3), ti = f32x4.add(y1, y3)
  v128.store(re, f32x4.add(sr, tr))
  v128.store(im, f32x4.add(si, ti))
  v128.store(re + 2 * step, f32x4.sub(sr, tr))
  v128.store(im + 2 * step, f32x4.sub(si, ti))
  const dr = f32x4.sub(x0, x2), di = f32x4.sub(y0, y2), er = f32x4.sub(x1, x3), ei = f32x4.sub(y1, y3)
  v128.store(re + step, f32x4.add(dr, ei))
  v128.store(im + step, f32x4.sub(di, er))
  v128.store(re + 3 * step, f32x4.sub(dr, ei))
  v128.store(im + 3 * step, f32x4.add(di, er))
}

/** The transform of 24 complex numbers in Good's order, or 24 times the inverse one if `re` and `im` are exchanged. */
// @ts-ignore: decorator
@inline
function complexWindow(from: usize, fromStep: i32, to: usize, toStep: i32, re: i32, im: i32, work: usize): void {
  for (let n = 0; n < 8; n++) {
    const x0 = v128.load(from + re), y0 = v128.load(from + im)
    const x1 = v128.load(from + 8 * fromStep + re), y1 = v128.load(from + 8 * fromStep + im)
    const x2 = v128.load(from + 16 * fromStep + re), y2 = v128.load(from + 16 * fromStep + im)
    const sr = f32x4.add(x1, x2), si = f32x4.add(y1, y2)
    const dr = times(f32x4.sub(x1, x2), HALF_ROOT_3), di = times(f32x4.sub(y1, y2), HALF_ROOT_3)
    const cr = f32x4.sub(x0, times(sr, 0.5)), ci = f32x4.sub(y0, times(si, 0.5))
    const at = work + 32 * n
    v128.store(at, f32x4.add(x0, sr))
    v128.store(at, f32x4.add(y0, si), 16)
    v128.store(at, f32x4.add(cr, di), 256)
    v128.store(at, f32x4.sub(ci, dr), 272)
    v128.store(at, f32x4.sub(cr, di), 512)
    v128.store(at, f32x4.add(ci, dr), 528)
    from += fromStep
  }
  for (let k = 0; k < 3; k++) eight(work + 256 * k, to + 8 * k * toStep, toStep, 0, 16, re, im)
}

/** Transforms the half-transformed rows of a window along y; frequencies lie `step` bytes apart. */
export function transformColumns(half: usize, to: usize, step: i32, work: usize): void {
  for (let c = 0; c < COLUMNS; c++) complexWindow(half + 32 * c, 32 * COLUMNS, to + c * WINDOW * step, step, 0, 16, work)
}

/** Takes a spectrum back to half-transformed rows, times 24. */
export function invertColumns(from: usize, step: i32, half: usize, work: usize): void {
  for (let c = 0; c < COLUMNS; c++) complexWindow(from + c * WINDOW * step, step, half + 32 * c, 32 * COLUMNS, 16, 0, work)
}

/** The transform of a row of 24 real values in Good's order: 13 complex numbers, 5 of them of the sums over the factor 3. */
export function transformRow(row: usize, to: usize, work: usize): void {
  for (let n = 0; n < 8; n++) {
    const x0 = v128.load(row), x1 = v128.load(row, 128), x2 = v128.load(row, 256)
    const sum = f32x4.add(x1, x2)
    const at = work + 32 * n
    v128.store(row, f32x4.add(x0, sum))
    v128.store(at, f32x4.sub(x0, times(sum, 0.5)))
    v128.store(at, times(f32x4.sub(x1, x2), -HALF_ROOT_3), 16)
    row += 16
  }
  eight(work, to + 160, 32, 0, 16, 0, 16)
  row -= 128
  let x = v128.load(row), y = v128.load(row, 64)
  const a0 = f32x4.add(x, y), b0 = f32x4.sub(x, y)
  x = v128.load(row, 16), y = v128.load(row, 80)
  const a1 = f32x4.add(x, y), b1 = f32x4.sub(x, y)
  x = v128.load(row, 32), y = v128.load(row, 96)
  const a2 = f32x4.add(x, y), b2 = f32x4.sub(x, y)
  x = v128.load(row, 48), y = v128.load(row, 112)
  const a3 = f32x4.add(x, y), b3 = f32x4.sub(x, y)
  const even = f32x4.add(a0, a2), odd = f32x4.add(a1, a3)
  const difference = times(f32x4.sub(b1, b3), HALF_ROOT_2), sum = times(f32x4.add(b1, b3), HALF_ROOT_2)
  const zero = f32x4.splat(0)
  v128.store(to, f32x4.add(even, odd))
  v128.store(to, zero, 16)
  v128.store(to, f32x4.add(b0, difference), 32)
  v128.store(to, f32x4.neg(f32x4.add(b2, sum)), 48)
  v128.store(to, f32x4.sub(a0, a2), 64)
  v128.store(to, f32x4.sub(a3, a1), 80)
  v128.store(to, f32x4.sub(b0, difference), 96)
  v128.store(to, f32x4.sub(b2, sum), 112)
  v128.store(to, f32x4.sub(even, odd), 128)
  v128.store(to, zero, 144)
}

/** Takes 13 complex numbers back to a row of 24 real values in Good's order, times 24. */
export function invertRow(from: usize, row: usize, work: usize): void {
  const zeroth = v128.load(from), fourth = v128.load(from, 128)
  const r1 = v128.load(from, 32), i1 = v128.load(from, 48), r2 = v128.load(from, 64), i2 = v128.load(from, 80)
  const r3 = v128.load(from, 96), i3 = v128.load(from, 112)
  const sum = f32x4.add(zeroth, fourth), difference = f32x4.sub(zeroth, fourth)
  const twiceR2 = f32x4.add(r2, r2), twiceI2 = f32x4.add(i2, i2)
  let base = f32x4.add(sum, twiceR2)
  let turn = times(f32x4.add(r1, r3), 2)
  v128.store(row, f32x4.add(base, turn))
  v128.store(row, f32x4.sub(base, turn), 64)
  base = f32x4.sub(difference, twiceI2)
  turn = times(f32x4.sub(f32x4.sub(r1, i1), f32x4.add(r3, i3)), ROOT_2)
  v128.store(row, f32x4.add(base, turn), 16)
  v128.store(row, f32x4.sub(base, turn), 80)
  base = f32x4.sub(sum, twiceR2)
  turn = times(f32x4.sub(i3, i1), 2)
  v128.store(row, f32x4.add(base, turn), 32)
  v128.store(row, f32x4.sub(base, turn), 96)
  base = f32x4.add(difference, twiceI2)
  turn = times(f32x4.sub(f32x4.sub(r3, i3), f32x4.add(r1, i1)), ROOT_2)
  v128.store(row, f32x4.add(base, turn), 48)
  v128.store(row, f32x4.sub(base, turn), 112)
  eight(from + 160, work, 32, 16, 0, 16, 0)
  for (let n = 0; n < 8; n++) {
    const at = work + 32 * n
    const real = v128.load(at)
    const imaginary = times(v128.load(at, 16), ROOT_3)
    const first = v128.load(row)
    const rest = f32x4.sub(first, real)
    v128.store(row, f32x4.add(f32x4.add(first, real), real))
    v128.store(row, f32x4.sub(rest, imaginary), 128)
    v128.store(row, f32x4.add(rest, imaginary), 256)
    row += 16
  }
}

/** Puts four values of four rows, one row for each lane, where Good's order has the values from 4 `index` on. */
// @ts-ignore: decorator
@inline
export function gather(index: i32, x0: v128, x1: v128, x2: v128, x3: v128, row: usize): void {
  const low0 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), low1 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5)
  const high0 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), high1 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7)
  v128.store(row + 16 * place(4 * index), v128.shuffle<i32>(low0, low1, 0, 1, 4, 5))
  v128.store(row + 16 * place(4 * index + 1), v128.shuffle<i32>(low0, low1, 2, 3, 6, 7))
  v128.store(row + 16 * place(4 * index + 2), v128.shuffle<i32>(high0, high1, 0, 1, 4, 5))
  v128.store(row + 16 * place(4 * index + 3), v128.shuffle<i32>(high0, high1, 2, 3, 6, 7))
}
