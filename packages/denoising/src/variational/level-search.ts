/** Work that a search may take: sums of two numbers. */
const budget = 4e7
const mostLevels = 256
const fewestLevels = 16

/**
 * The minimiser of Σ(u_i − f_i)² + Σ link(u_{i+1} − u_i) among signals that take equidistant levels between the least
 * and the largest sample: exact among these, by dynamic programming (Viterbi), whatever the link. As many levels as the
 * length allows.
 */
export function levelSearch(f: Float64Array, link: (difference: number) => number): Float64Array {
  let least = Number.POSITIVE_INFINITY
  let largest = Number.NEGATIVE_INFINITY
  for (const value of f) {
    least = Math.min(least, value)
    largest = Math.max(largest, value)
  }
  if (!(largest > least)) return f.slice()
  const n = f.length
  const levels = Math.min(mostLevels, Math.max(fewestLevels, Math.floor(Math.sqrt(budget / n))))
  const step = (largest - least) / (levels - 1)
  const links = Float64Array.from({ length: 2 * levels - 1 }, (_, k) => link((k - levels + 1) * step))
  let costs = new Float64Array(levels)
  let next = new Float64Array(levels)
  const from = new Uint8Array(n * levels)
  for (let i = 0; i < n; i++) {
    for (let level = 0; level < levels; level++) {
      let best = i === 0 ? 0 : Number.POSITIVE_INFINITY
      let origin = 0
      if (i > 0) {
        for (let k = 0; k < levels; k++) {
          const cost = costs[k]! + links[level - k + levels - 1]!
          if (cost < best) {
            best = cost
            origin = k
          }
        }
      }
      from[i * levels + level] = origin
      next[level] = best + (least + level * step - f[i]!) ** 2
    }
    ;[costs, next] = [next, costs]
  }
  let level = costs.indexOf(Math.min(...costs))
  const u = new Float64Array(n)
  for (let i = n - 1; i >= 0; i--) {
    u[i] = least + level * step
    level = from[i * levels + level]!
  }
  return u
}
