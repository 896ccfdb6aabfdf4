import type { Backend } from '../../contract/backend.js'
import type { Dtype } from '../../values/shape.js'

/** Errors allowed: of values relative to the largest of an output, of gradients relative to their norm. */
export interface Tolerance {
  readonly forward: number
  readonly gradient: number
}

/** Tolerances of an operation: in float64, in float32 with sums in float64, and in float32 throughout (`info.sums`). */
export interface OperationTolerances {
  readonly float64: Tolerance
  readonly float32: Tolerance
  readonly float32Sums: Tolerance
}

const exactly: Tolerance = { forward: 1e-12, gradient: 1e-10 }
const single: Tolerance = { forward: 1e-5, gradient: 1e-4 }
const coarse: Tolerance = { forward: 3e-5, gradient: 3e-4 }

/**
 * What all operations but adjointness are held to. float64: some hundred roundings of 1e-16. float32 on `wasm`:
 * some tens of roundings of 6e-8, sums in float64.
 * On `gpu` sums are float32 too, in a tree, and divisions and elementary functions may be off by some units in the last
 * place: a graphics processor rounds a quotient to 2.5 ulp and exp to (3 + 2|x|) ulp.
 * The largest errors are those of sums in which large numbers cancel, which a case compares relative to what is left.
 * FEATURES.md shows the errors met.
 */
export const usual: OperationTolerances = { float64: exactly, float32: single, float32Sums: coarse }

/** Two sums of the same products differ by rounding only. */
export const sameSums: OperationTolerances = { ...usual, float64: { forward: 1e-13, gradient: 1e-10 } }

/** The tolerance that holds on a backend. */
export function toleranceOf(tolerances: OperationTolerances, { info }: Backend, dtype: Dtype): Tolerance {
  return tolerances[dtype === 'float32' && info.sums === 'float32' ? 'float32Sums' : dtype]
}
