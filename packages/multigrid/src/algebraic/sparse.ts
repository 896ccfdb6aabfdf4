import type { Stencil } from '../problem/stencil.js'

/** A sparse matrix, row by row: entries `starts[i]` to `starts[i + 1]` are those of row i. */
export interface SparseMatrix {
  readonly rows: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float64Array
}

/** Entries of a matrix while it is built, row after row. */
export class SparseRows {
  #columns = new Int32Array(1024)
  #values = new Float64Array(1024)
  #count = 0
  readonly #starts: Int32Array
  #row = 0

  constructor(rows: number) {
    this.#starts = new Int32Array(rows + 1)
  }

  /** Entries so far: the index of the next one. */
  get count(): number {
    return this.#count
  }

  push(column: number, value: number): void {
    if (this.#count === this.#columns.length) this.#grow()
    this.#columns[this.#count] = column
    this.#values[this.#count] = value
    this.#count++
  }

  /** Adds to an entry that is there. */
  add(entry: number, value: number): void {
    this.#values[entry]! += value
  }

  endRow(): void {
    this.#row++
    this.#starts[this.#row] = this.#count
  }

  finish(): SparseMatrix {
    return {
      rows: this.#row,
      starts: this.#starts,
      columns: this.#columns.slice(0, this.#count),
      values: this.#values.slice(0, this.#count),
    }
  }

  #grow(): void {
    const [columns, values] = [new Int32Array(2 * this.#count), new Float64Array(2 * this.#count)]
    columns.set(this.#columns)
    values.set(this.#values)
    this.#columns = columns
    this.#values = values
  }
}

/** The matrix of a stencil, unknowns as `[channels, height, width]`; every row has its diagonal. */
export function matrixOfStencil({ radius, channels, height, width, weights }: Stencil): SparseMatrix {
  const pixels = height * width
  const side = 2 * radius + 1
  const matrix = new SparseRows(channels * pixels)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let tap = 0; tap < side * side; tap++) {
          const [toY, toX] = [y + Math.floor(tap / side) - radius, x + (tap % side) - radius]
          if (toY < 0 || toY >= height || toX < 0 || toX >= width) continue
          const value = weights[((tap * channels + c) * height + y) * width + x]!
          if (value !== 0 || (toY === y && toX === x)) matrix.push(c * pixels + toY * width + toX, value)
        }
        matrix.endRow()
      }
    }
  }
  return matrix.finish()
}

/** `out = A x` */
export function multiply({ rows, starts, columns, values }: SparseMatrix, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) sum += values[entry]! * x[columns[entry]!]!
    out[i] = sum
  }
}

/** `out = b − A x` */
export function residualInto(matrix: SparseMatrix, x: Float64Array, b: Float64Array, out: Float64Array): void {
  multiply(matrix, x, out)
  for (let i = 0; i < out.length; i++) out[i] = b[i]! - out[i]!
}

export function transposed({ rows, starts, columns, values }: SparseMatrix, width: number): SparseMatrix {
  const ends = new Int32Array(width + 1)
  for (const column of columns) ends[column + 1]!++
  for (let i = 0; i < width; i++) ends[i + 1]! += ends[i]!
  const next = ends.slice()
  const result = { rows: width, starts: ends, columns: new Int32Array(columns.length), values: values.slice() }
  for (let i = 0; i < rows; i++) {
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      const place = next[columns[entry]!]!++
      result.columns[place] = i
      result.values[place] = values[entry]!
    }
  }
  return result
}

/** `A B`, B with so many columns. */
export function product(a: SparseMatrix, b: SparseMatrix, width: number): SparseMatrix {
  const result = new SparseRows(a.rows)
  const placeOf = new Int32Array(width).fill(-1)
  for (let i = 0; i < a.rows; i++) {
    const first = result.count
    for (let entry = a.starts[i]!; entry < a.starts[i + 1]!; entry++) {
      const row = a.columns[entry]!
      const factor = a.values[entry]!
      for (let other = b.starts[row]!; other < b.starts[row + 1]!; other++) {
        const column = b.columns[other]!
        const value = factor * b.values[other]!
        if (placeOf[column]! >= first) result.add(placeOf[column]!, value)
        else {
          placeOf[column] = result.count
          result.push(column, value)
        }
      }
    }
    result.endRow()
  }
  return result.finish()
}

/** One Gauss–Seidel sweep, from the first unknown to the last or back. */
export function gaussSeidel(matrix: SparseMatrix, x: Float64Array, b: Float64Array, isBackward: boolean): void {
  const { rows, starts, columns, values } = matrix
  for (let step = 0; step < rows; step++) {
    const i = isBackward ? rows - 1 - step : step
    let sum = b[i]!
    let diagonal = 0
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      const column = columns[entry]!
      if (column === i) diagonal = values[entry]!
      else sum -= values[entry]! * x[column]!
    }
    if (diagonal !== 0) x[i] = sum / diagonal
  }
}
