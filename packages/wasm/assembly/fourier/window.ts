// Large kernels by discrete Fourier transforms of windows of 24×24 values (overlap-save, overlap-add).
// 24 = 3·8 with coprime factors: Good's index map n = 8a + 3b (mod 24) makes the transform one of 3×8 without twiddle
// factors. Spectra keep the order in which they are computed: only products of values at equal places follow.

/** Values along one axis of a window. */
export const WINDOW: i32 = 24

/** Columns of the spectrum of a real window. */
export const COLUMNS: i32 = 13

/** Values of the spectrum of a real window. */
export const FREQUENCIES: i32 = COLUMNS * WINDOW

/** Place of value n in Good's order: 8a + b. */
// @ts-ignore: decorator
@inline
export function place(n: i32): i32 {
  return 8 * ((2 * n) % 3) + ((3 * n) & 7)
}

/** Bytes of the half-transformed rows of a window: 13 complex vectors for each place. */
export const HALF_BYTES: i32 = WINDOW * COLUMNS * 32

/** Bytes of work space of the transforms. */
export const WORK_BYTES: i32 = HALF_BYTES + 2 * WINDOW * 32

/**
 * Bytes between the frequencies of spectra:
 * one cache line more than they take, so that frequencies don't collide in the cache.
 */
// @ts-ignore: decorator
@inline
export function frequencyStep(rows: i32, row: i32): i32 {
  return rows * row + 64
}

/** What the inverse transforms leave out. */
export const SCALE: f64 = 1 / 576
