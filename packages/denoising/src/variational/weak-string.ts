import { solveTridiagonal } from './tridiagonal.js'

/**
 * The weak string: the u that minimises Σ(u_i − f_i)² + Σ min(stiffness·(u_{i+1} − u_i)², penalty), exactly, by dynamic
 * programming over the last break. A segment's least energy as a function of its last value is p(x − m)² + c, so that a
 * sample more costs O(1); starts that can no longer win are dropped (Killick et al. 2012), which leaves O(n) of the
 * O(n²) where breaks are many.
 *
 * Source: Blake, Zisserman 1987.
 */
export function weakString(f: Float64Array, stiffness: number, penalty: number): Float64Array {
  const starts = segmentStarts(f, stiffness, penalty)
  const weights = new Float64Array(Math.max(0, f.length - 1)).fill(stiffness)
  for (const start of starts) if (start > 0) weights[start - 1] = 0
  const u = f.slice()
  solveTridiagonal(weights, u, new Float64Array(f.length))
  return u
}

/** First samples of the segments of the minimiser, from the last one down to 0. */
function segmentStarts(f: Float64Array, stiffness: number, penalty: number): number[] {
  const n = f.length
  /** `least[j]`: least energy of the first j samples; `before[j]`: where their last segment starts. */
  const least = new Float64Array(n + 1)
  const before = new Int32Array(n + 1)
  const starts = new Int32Array(n)
  const [p, m, c] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  let active = 0
  for (let j = 0; j < n; j++) {
    const value = f[j]!
    for (let k = 0; k < active; k++) {
      // The last value moves from y to x at the cost stiffness·(x − y)², then meets the sample.
      const q = (p[k]! * stiffness) / (p[k]! + stiffness)
      const gap = value - m[k]!
      c[k] = c[k]! + (q / (1 + q)) * gap * gap
      m[k] = (value + q * m[k]!) / (1 + q)
      p[k] = 1 + q
    }
    starts[active] = j
    p[active] = 1
    m[active] = value
    c[active] = 0
    active++
    let best = Number.POSITIVE_INFINITY
    for (let k = 0; k < active; k++) {
      const start = starts[k]!
      const energy = least[start]! + (start > 0 ? penalty : 0) + c[k]!
      if (energy < best) {
        best = energy
        before[j + 1] = start
      }
    }
    least[j + 1] = best
    active = withoutLosers(active, best)
  }
  const found: number[] = []
  for (let end = n; end > 0; end = before[end]!) found.push(before[end]!)
  return found

  /** Drops starts that a break here beats now and therefore always: joined segments never cost less than apart. */
  function withoutLosers(count: number, best: number): number {
    let kept = 0
    for (let k = 0; k < count; k++) {
      const start = starts[k]!
      if (least[start]! + (start > 0 ? penalty : 0) + c[k]! > best + penalty) continue
      starts[kept] = start
      p[kept] = p[k]!
      m[kept] = m[k]!
      c[kept] = c[k]!
      kept++
    }
    return kept
  }
}
