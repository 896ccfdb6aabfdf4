import { createEvaluator, type Graph, GraphBuilder, inputsOf, type Op } from '@numeural/formula'

const kinks: ReadonlySet<Op> = new Set(['abs', 'sign'])
const comparisons: ReadonlySet<Op> = new Set([
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'equal',
  'notEqual',
  'min',
  'max',
])

/**
 * Tells whether a value of r is at least a distance away from every piece boundary of a function of r: no comparison, no
 * argument of min, max, abs or sign changes its sign between.
 *
 * @param values a number for every input of the graph but r
 */
export function boundaryTest(
  graph: Graph,
  values: Readonly<Record<string, number>>,
): (r: number, distance: number) => boolean {
  const sides = boundarySides(graph)
  if (sides === null) return () => true
  const names = inputsOf(sides)
  const evaluate = createEvaluator(sides, names)
  const found = new Float64Array(sides.outputs.length)
  const signs = (r: number): number[] => {
    evaluate(
      names.map((name) => (name === 'r' ? r : values[name])),
      found,
    )
    return Array.from(found, Math.sign)
  }
  return (r, distance) => {
    const middle = signs(r)
    return [signs(r - distance), signs(r + distance)].every((side) => side.every((sign, i) => sign === middle[i]))
  }
}

/** The left minus the right side of every comparison, and the arguments of functions with a kink; null if there are none. */
function boundarySides(graph: Graph): Graph | null {
  const builder = new GraphBuilder()
  const { nodes } = builder.insertNodes(graph)
  const sides = graph.nodes.flatMap(({ op, args }) => {
    if (kinks.has(op)) return [nodes[args[0]]]
    return comparisons.has(op) ? [builder.apply('subtract', nodes[args[0]], nodes[args[1]])] : []
  })
  return sides.length === 0 ? null : builder.finish(sides)
}
