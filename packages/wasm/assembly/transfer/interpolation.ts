// Numbers of the transfers, as in src/lowering/operations/transfer-call.ts.
const CELL_AVERAGE: i32 = 0
const CELL_LINEAR: i32 = 1
const VERTEX_LINEAR: i32 = 2
const INTERIOR_LINEAR: i32 = 3

/**
 * Bytes of an entry of the table that {@link interpolate} writes:
 * the index of a coarse value, then the weight of its successor.
 */
export const ENTRY: i32 = 16

/**
 * One axis of a prolongation, as `interpolation` in packages/plan/src/geometry/transfer.ts: fine value i is
 * `(1 − w)·coarse[first] + w·coarse[first + 1]`,
 * where coarse values outside count as zero. Integers of 64 bits hold the products of two lengths.
 */
export function interpolate(table: usize, transfer: i32, fine: i32, coarse: i32): void {
  for (let i: i32 = 0; i < fine; i++) {
    let first: i64 = i
    let weight: f64 = 0
    if (fine != coarse) {
      if (transfer == CELL_AVERAGE) {
        first = <i64>i * coarse / fine
        const beyond = <i64>(i + 1) * coarse - (first + 1) * fine
        if (beyond > 0) weight = <f64>beyond / <f64>coarse
      } else {
        let numerator = <i64>(i + 1) * (coarse + 1) - (fine + 1)
        let denominator: i64 = fine + 1
        if (transfer == CELL_LINEAR) {
          numerator = <i64>(2 * i + 1) * coarse - fine
          denominator = 2 * <i64>fine
        } else if (transfer == VERTEX_LINEAR) {
          numerator = <i64>i * (coarse - 1)
          denominator = fine - 1
        }
        // Numerators are at least −denominator: shifted, the division rounds down.
        const below = (numerator + denominator) / denominator - 1
        first = transfer == CELL_LINEAR ? min(max(below, 0), <i64>coarse - 1) : below
        const isBetween = transfer == INTERIOR_LINEAR || (first == below && first < <i64>coarse - 1)
        if (isBetween) weight = <f64>(numerator - below * denominator) / <f64>denominator
      }
    }
    const entry = table + i * ENTRY
    store<i32>(entry, <i32>first)
    store<f64>(entry + 8, weight)
  }
}
