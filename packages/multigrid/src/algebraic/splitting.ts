import type { SparseMatrix } from './sparse.js'

/** Couplings of at least this fraction of the strongest one in their row are strong. */
const strength = 0.25

/** What an unknown is: one of the coarse level, or one that is interpolated. */
export interface Splitting {
  /** Whether each entry of the matrix is a strong coupling. */
  readonly isStrong: Uint8Array
  /** The number of an unknown on the coarse level; −1 for the others. */
  readonly coarse: Int32Array
  readonly coarseCount: number
}

const undecided = 0
const coarse = 1
const fine = 2

/**
 * Chooses the unknowns of the coarse level, so that every other one depends strongly on some of them: first those on
 * which most others depend.
 *
 * Source: Ruge, Stüben 1987; Trottenberg, Oosterlee, Schüller 2001, appendix A.7.1.
 */
export function split(matrix: SparseMatrix): Splitting {
  const { rows, starts, columns } = matrix
  const isStrong = strongCouplings(matrix)
  const { first, dependents } = dependentsOf(matrix, isStrong)
  const kind = new Uint8Array(rows)
  const queue = new Queue(rows, (i) => first[i + 1]! - first[i]!)
  const strong = (i: number, act: (other: number) => void): void => {
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) if (isStrong[entry]) act(columns[entry]!)
  }
  for (let i = queue.take(); i >= 0; i = queue.take()) {
    if (queue.weight(i) === 0 && dependsOnCoarse(i)) {
      kind[i] = fine
      continue
    }
    if (first[i + 1] === first[i] && !hasStrong(i)) {
      // Nothing depends on it, and it depends on nothing: sweeps solve for it.
      kind[i] = fine
      continue
    }
    kind[i] = coarse
    for (let entry = first[i]!; entry < first[i + 1]!; entry++) {
      const dependent = dependents[entry]!
      if (kind[dependent] !== undecided) continue
      kind[dependent] = fine
      queue.remove(dependent)
      strong(dependent, (other) => {
        if (kind[other] === undecided) queue.change(other, 1)
      })
    }
    strong(i, (other) => {
      if (kind[other] === undecided) queue.change(other, -1)
    })
  }
  const numbers = new Int32Array(rows).fill(-1)
  let count = 0
  for (let i = 0; i < rows; i++) if (kind[i] === coarse) numbers[i] = count++
  return { isStrong, coarse: numbers, coarseCount: count }

  function hasStrong(i: number): boolean {
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) if (isStrong[entry]) return true
    return false
  }

  function dependsOnCoarse(i: number): boolean {
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      if (isStrong[entry] && kind[columns[entry]!] === coarse) return true
    }
    return false
  }
}

/** Couplings of the usual sign, negative off the diagonal. */
function strongCouplings({ rows, starts, columns, values }: SparseMatrix): Uint8Array {
  const isStrong = new Uint8Array(columns.length)
  for (let i = 0; i < rows; i++) {
    let largest = 0
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      if (columns[entry] !== i) largest = Math.max(largest, -values[entry]!)
    }
    if (largest === 0) continue
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      if (columns[entry] !== i && -values[entry]! >= strength * largest) isStrong[entry] = 1
    }
  }
  return isStrong
}

/** The unknowns that depend strongly on each, one list behind the other. */
function dependentsOf({ rows, starts, columns }: SparseMatrix, isStrong: Uint8Array) {
  const first = new Int32Array(rows + 1)
  columns.forEach((column, entry) => {
    if (isStrong[entry]) first[column + 1]!++
  })
  for (let i = 0; i < rows; i++) first[i + 1]! += first[i]!
  const next = first.slice()
  const dependents = new Int32Array(first[rows]!)
  for (let i = 0; i < rows; i++) {
    for (let entry = starts[i]!; entry < starts[i + 1]!; entry++) {
      if (isStrong[entry]) dependents[next[columns[entry]!]!++] = i
    }
  }
  return { first, dependents }
}

/** Unknowns by weight, in linked lists, one for each weight. */
class Queue {
  readonly #weights: Int32Array
  readonly #heads: Int32Array
  readonly #next: Int32Array
  readonly #previous: Int32Array
  #top: number

  constructor(count: number, weightOf: (i: number) => number) {
    this.#weights = Int32Array.from({ length: count }, (_, i) => weightOf(i))
    // A weight grows by one for each strong coupling of another at most: twice the first weight, with room for more.
    const most = this.#weights.reduce((largest, weight) => Math.max(largest, weight), 0)
    this.#heads = new Int32Array(64 * (most + 1)).fill(-1)
    this.#next = new Int32Array(count)
    this.#previous = new Int32Array(count)
    this.#top = most
    for (let i = count - 1; i >= 0; i--) this.#insert(i)
  }

  weight(i: number): number {
    return this.#weights[i]!
  }

  /** Takes out one of the largest weight; −1 if there is none. */
  take(): number {
    while (this.#top >= 0 && this.#heads[this.#top] === -1) this.#top--
    if (this.#top < 0) return -1
    const i = this.#heads[this.#top]!
    this.remove(i)
    return i
  }

  remove(i: number): void {
    const [previous, next] = [this.#previous[i]!, this.#next[i]!]
    if (previous >= 0) this.#next[previous] = next
    else this.#heads[this.#weights[i]!] = next
    if (next >= 0) this.#previous[next] = previous
  }

  change(i: number, by: number): void {
    this.remove(i)
    this.#weights[i] = Math.min(Math.max(this.#weights[i]! + by, 0), this.#heads.length - 1)
    this.#insert(i)
  }

  #insert(i: number): void {
    const weight = this.#weights[i]!
    const head = this.#heads[weight]!
    this.#next[i] = head
    this.#previous[i] = -1
    if (head >= 0) this.#previous[head] = i
    this.#heads[weight] = i
    if (weight > this.#top) this.#top = weight
  }
}
