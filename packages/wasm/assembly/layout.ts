/** Bytes from one row of `width` values to the next: rows are padded to whole vectors of 16 bytes. */
// @ts-ignore: decorator
@inline
export function rowBytes<T>(width: i32): i32 {
  return (width * sizeof<T>() + 15) & ~15
}

/** Values per vector. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return 16 / sizeof<T>()
}

/** All bits set in the first `used` lanes; in every lane if `used` is 0 (a whole vector). */
export function laneMask<T>(used: i32): v128 {
  if (used == 0) return i64x2.splat(-1)
  if (sizeof<T>() == 8) return i64x2(-1, 0)
  return i32x4(-1, used > 1 ? -1 : 0, used > 2 ? -1 : 0, 0)
}
