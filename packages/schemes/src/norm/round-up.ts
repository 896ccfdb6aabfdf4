/**
 * A result of about `operations` additions and multiplications of numbers ≥ 0, rounded so far up that it is at least
 * the exact result: each operation has a relative error of at most 2⁻⁵³; twice that is added for each.
 */
export function roundUp(value: number, operations: number): number {
  return value * (1 + (operations + 4) * Number.EPSILON)
}
