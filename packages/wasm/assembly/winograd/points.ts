// Winograd's F(4×4, 3×3): a tile of 4×4 results of a 3×3 correlation needs 36 products instead of 144. The products are
// values of polynomials at 0, ±A, ±B and ∞.
// These points round less than the usual 0, ±1, ±2,
// and the constants that the transforms of signals need are exact in float32.

/** Values along one axis of a tile of results. */
export const TILE: i32 = 4

/** Kernel entries along one axis of a block. */
export const BLOCK: i32 = 3

/** Products along one axis. */
export const POINTS: i32 = 6

/** Products of a tile. */
export const PRODUCTS: i32 = 36

const a: f64 = 0.625
const b: f64 = 1.5

export const A: f64 = a
export const B: f64 = b
export const A2: f64 = a * a
export const B2: f64 = b * b
export const A3: f64 = a * a * a
export const B3: f64 = b * b * b
export const AB2: f64 = a * b * b
export const A2B: f64 = a * a * b
export const A2B2: f64 = a * a * b * b
export const SUM2: f64 = a * a + b * b

/** Reciprocals of the products of differences of the points: at 0, at ±A and at ±B. */
export const SCALE_0: f64 = 1 / (a * a * b * b)
export const SCALE_A: f64 = 1 / (2 * a * a * (a * a - b * b))
export const SCALE_B: f64 = 1 / (2 * b * b * (b * b - a * a))
