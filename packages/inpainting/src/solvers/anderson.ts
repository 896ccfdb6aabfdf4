import { createLeastSquares } from './least-squares.js'

/** Anderson acceleration of a fixed-point iteration u ← G(u). */
export interface Anderson {
  /** G(u) of the last pair that was entered: the plain step. */
  readonly plain: Float64Array
  /** Cosine of the angle between the last two steps G(u) − u; 0 if there are not two yet. */
  readonly cosine: number
  /** Takes a pair u, G(u). */
  enter(u: Float64Array, next: Float64Array): void
  /** Writes the next iterate into `u`; the plain step if nothing is remembered. Says whether it extrapolated. */
  extrapolate(u: Float64Array): boolean
  /** Forgets all pairs but the last. */
  restart(): void
}

/**
 * Anderson acceleration: with f = G(u) − u, the next iterate is G(u) − Σγ ΔG for the γ that minimise ‖f − Σγ Δf‖₂,
 * Δ the differences of the last pairs.
 * They are kept in float32: an error in them is relative to a step, not to the image.
 * All arrays are made here, and all sums are formed in one order.
 *
 * @param size numbers of u
 * @param depth differences that are remembered, at least 1
 *
 * Source: Walker, Ni 2011.
 */
export function createAnderson(size: number, depth: number): Anderson {
  const deltaF = Array.from({ length: depth }, () => new Float32Array(size))
  const deltaG = Array.from({ length: depth }, () => new Float32Array(size))
  const f = new Float64Array(size)
  const g = new Float64Array(size)
  const gram = new Float64Array(depth * depth)
  const right = new Float64Array(depth)
  const order = new Int32Array(depth)
  const fit = createLeastSquares(depth)
  let isFirst = true
  let count = 0
  let newest = -1
  let cosine = 0

  function enterFirst(u: Float64Array, next: Float64Array): void {
    for (let i = 0; i < size; i++) f[i] = next[i]! - u[i]!
    g.set(next)
    isFirst = false
  }

  /** The differences to the pair before, in place of the oldest. */
  function remember(u: Float64Array, next: Float64Array): void {
    newest = (newest + 1) % depth
    count = Math.min(count + 1, depth)
    const changeF = deltaF[newest]!
    const changeG = deltaG[newest]!
    let squared = 0
    let squaredBefore = 0
    let product = 0
    for (let i = 0; i < size; i++) {
      const before = f[i]!
      const now = next[i]! - u[i]!
      squared += now * now
      squaredBefore += before * before
      product += now * before
      changeF[i] = now - before
      changeG[i] = next[i]! - g[i]!
      f[i] = now
    }
    g.set(next)
    const norms = Math.sqrt(squared * squaredBefore)
    cosine = norms > 0 ? product / norms : 0
  }

  return {
    plain: g,
    get cosine() {
      return cosine
    },
    enter(u, next) {
      if (isFirst) return enterFirst(u, next)
      remember(u, next)
      const change = deltaF[newest]!
      for (let j = 0; j < count; j++) {
        const product = dot(change, deltaF[j]!)
        gram[newest * depth + j] = product
        gram[j * depth + newest] = product
      }
    },
    extrapolate(u) {
      for (let back = 0; back < count; back++) {
        const j = (newest - back + depth) % depth
        order[back] = j
        right[j] = dot(deltaF[j]!, f)
      }
      fit.solve(gram, right, order, count)
      u.set(g)
      for (let k = 0; k < fit.rank; k++) subtract(u, fit.weight(k), deltaG[fit.column(k)]!)
      return fit.rank > 0
    },
    restart() {
      count = 0
      newest = -1
    },
  }
}

function dot(a: Float32Array, b: Float32Array | Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function subtract(u: Float64Array, weight: number, direction: Float32Array): void {
  for (let i = 0; i < u.length; i++) u[i]! -= weight * direction[i]!
}
