import { evaluate } from './evaluate.js'
import { type Graph, inputsOf } from './graph.js'
import { parse } from './parse.js'

/** Points of either sign and three sizes, at which no formula changes its piece by chance. */
const points = [0.3719, 1.1273, 2.9137, 17.31]
/** Relative: simplification reorders arithmetic, and cancellation magnifies its rounding. */
const tolerance = 1e-6

/** Whether `parse` reads a text as this function: with the same values where the function is finite. */
export function readsAs(text: string, graph: Graph): boolean {
  const names = inputsOf(graph)
  let read: Graph
  try {
    read = parse(text, names)
  } catch {
    return false
  }
  // the variable of either sign, the others as positive parameters
  return [1, -1].every((side) =>
    points.every((_, k) => {
      const values = Object.fromEntries(
        names.map((name, n) => [name, (name === 'r' ? side : 1) * (points[(k + n) % points.length] as number)]),
      )
      const [expected = Number.NaN] = evaluate(graph, values)
      const [found = Number.NaN] = evaluate(read, values)
      if (!Number.isFinite(expected)) return true
      return Math.abs(found - expected) <= tolerance * (Math.abs(expected) + tolerance)
    }),
  )
}
