import { createEvaluator, type Graph, inputsOf, switchingDifferences } from '@numeural/formula'

/**
 * Tells whether a value of r is at least a distance away from every piece boundary of a function of r:
 * no comparison, no argument of min, max, abs or sign changes its sign between.
 *
 * @param values a number for every input of the graph but r
 */
export function boundaryTest(
  graph: Graph,
  values: Readonly<Record<string, number>>,
): (r: number, distance: number) => boolean {
  const sides = switchingDifferences(graph)
  if (sides.outputs.length === 0) return () => true
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
