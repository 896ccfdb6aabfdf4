import { GraphBuilder } from './builder.js'
import { constantValue, type Graph, inputName, inputsOf } from './graph.js'

/** A symbol that mathjs' rules can name; it stands for √2 while a formula is simplified. */
export const rootOfTwo = 'SQRT2'
/** Multiples of √2 up to rounding: 2 units in the last place. */
const rounding = 2 ** -51
/** Multiples are looked for in steps of 1/64. */
const fineness = 64

/**
 * A formula in the form in which it is simplified for people:
 * √2 is a symbol, so that its powers fold exactly; constants that rounding has moved off a whole number are whole;
 * a positive factor within a sign is left out.
 */
export function forPeople(graph: Graph): Graph {
  if (inputsOf(graph).includes(rootOfTwo)) return graph
  const builder = new GraphBuilder()
  const ids: number[] = []
  for (const node of graph.nodes) {
    if (node.op === 'constant') ids.push(constantForPeople(builder, constantValue(node)))
    else if (node.op === 'input') ids.push(builder.input(inputName(node)))
    else if (node.op === 'sign') ids.push(builder.apply('sign', ids[withoutFactor(graph, node.args[0])]))
    else ids.push(builder.apply(node.op, ...node.args.map((arg) => ids[arg])))
  }
  return builder.finish(graph.outputs.map((output) => ids[output]))
}

function constantForPeople(builder: GraphBuilder, value: number): number {
  const whole = Math.round(value)
  if (Math.abs(value - whole) <= rounding * Math.abs(value)) return builder.constant(whole)
  const multiple = Math.round((value / Math.SQRT2) * fineness) / fineness
  if (multiple === 0 || Math.abs(value - multiple * Math.SQRT2) > rounding * Math.abs(value)) {
    return builder.constant(value)
  }
  return builder.apply('multiply', builder.constant(multiple), builder.input(rootOfTwo))
}

/** The node of x for c·x, x·c and x/c with a constant c > 0; else the node itself. */
function withoutFactor(graph: Graph, id: number): number {
  const { op, args } = graph.nodes[id]
  const isPositive = (arg: number): boolean => (graph.nodes[arg].value ?? 0) > 0
  if ((op === 'multiply' || op === 'divide') && isPositive(args[1])) return withoutFactor(graph, args[0])
  return op === 'multiply' && isPositive(args[0]) ? withoutFactor(graph, args[1]) : id
}
