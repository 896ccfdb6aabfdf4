import { type SparseMatrix, SparseRows } from './sparse.js'
import type { Splitting } from './splitting.js'

/** Weights below this fraction of the largest in their row are left out, the others scaled to the same sum. */
const truncation = 0.2

/**
 * Standard interpolation: an unknown is interpolated from the coarse ones on which it, or a neighbour that is
 * interpolated itself, depends strongly; the neighbour's own equation stands for it.
 *
 * Source: Trottenberg, Oosterlee, Schüller 2001, appendix A.7.2.1.
 */
export function interpolationOf(matrix: SparseMatrix, splitting: Splitting): SparseMatrix {
  const { rows } = matrix
  const { coarse } = splitting
  const result = new SparseRows(rows)
  const row = new EliminatedRow(matrix, splitting)
  for (let i = 0; i < rows; i++) {
    if (coarse[i]! >= 0) result.push(coarse[i]!, 1)
    else row.interpolate(i, result)
    result.endRow()
  }
  return result.finish()
}

/** One row of the matrix, from which strong neighbours that are not coarse have been eliminated. */
class EliminatedRow {
  readonly #matrix: SparseMatrix
  readonly #splitting: Splitting
  readonly #diagonal: Float64Array
  readonly #values: Float64Array
  readonly #columns: Int32Array
  /** The last row in which an unknown was met, and in which it was met as one to interpolate from. */
  readonly #met: Int32Array
  readonly #source: Int32Array
  #count = 0

  constructor(matrix: SparseMatrix, splitting: Splitting) {
    const { rows, starts, columns, values } = matrix
    this.#matrix = matrix
    this.#splitting = splitting
    this.#diagonal = new Float64Array(rows)
    this.#values = new Float64Array(rows)
    this.#columns = new Int32Array(rows)
    this.#met = new Int32Array(rows).fill(-1)
    this.#source = new Int32Array(rows).fill(-1)
    for (let i = 0; i < rows; i++) {
      for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
        if (columns[entry] === i) this.#diagonal[i] = values[entry]!
      }
    }
  }

  interpolate(i: number, result: SparseRows): void {
    this.#eliminate(i)
    let [negative, used, positive] = [0, 0, 0]
    for (let k = 0; k < this.#count; k++) {
      const column = this.#columns[k]!
      const value = this.#values[column]!
      if (column === i) continue
      if (value > 0) positive += value
      else {
        negative += value
        if (this.#source[column] === i) used += value
      }
    }
    if (!(used < 0)) return
    // Couplings that are left out count for those that stay: constants are interpolated as constants.
    const factor = -negative / used / (this.#values[i]! + positive)
    let largest = 0
    for (let k = 0; k < this.#count; k++) largest = Math.max(largest, this.#weight(i, k))
    let kept = 0
    for (let k = 0; k < this.#count; k++) {
      if (this.#weight(i, k) >= truncation * largest) kept += this.#weight(i, k)
    }
    for (let k = 0; k < this.#count; k++) {
      const weight = this.#weight(i, k)
      if (weight === 0 || weight < truncation * largest) continue
      result.push(this.#splitting.coarse[this.#columns[k]!]!, (-factor * weight * used) / -kept)
    }
  }

  /** −value of a coupling from which i is interpolated; 0 for all others. */
  #weight(i: number, k: number): number {
    const column = this.#columns[k]!
    return column !== i && this.#source[column] === i ? Math.max(0, -this.#values[column]!) : 0
  }

  #eliminate(i: number): void {
    const { starts, columns, values } = this.#matrix
    const { isStrong, coarse } = this.#splitting
    this.#count = 0
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      const j = columns[entry]!
      const isNeighbour = j !== i && isStrong[entry] === 1
      if (!isNeighbour || coarse[j]! >= 0) {
        this.#add(i, j, values[entry]!)
        if (isNeighbour) this.#source[j] = i
        continue
      }
      const factor = values[entry]! / this.#diagonal[j]!
      for (let other = starts[j]!; other < starts[j + 1]!; other++) {
        const k = columns[other]!
        if (k === j) continue
        this.#add(i, k, -factor * values[other]!)
        if (isStrong[other] && coarse[k]! >= 0) this.#source[k] = i
      }
    }
  }

  #add(i: number, column: number, value: number): void {
    if (this.#met[column] !== i) {
      this.#met[column] = i
      this.#values[column] = 0
      this.#columns[this.#count++] = column
    }
    this.#values[column]! += value
  }
}
