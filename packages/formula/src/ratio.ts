import type { FunctionDefinition } from './function-definition.js'
import { functionOf } from './functions.js'
import { type Graph, type GraphNode, nodeAt } from './graph.js'

/**
 * Whether a graph depends on two inputs through their quotient alone (for positive values of `denominator`):
 * bounds over all `numerator` in [0, ∞) are then the same for every `denominator`.
 *
 * The test is structural, by degrees of homogeneity: scaling both inputs by s > 0 must scale every node by a power of s
 * and the outputs by s^0. It accepts `r^2/lambda^2` as well as `(r/lambda)^2`. A formula that has the property by an
 * identity which these rules do not see gives false.
 */
export function dependsOnlyOnRatio(graph: Graph, numerator: string, denominator: string): boolean {
  const degrees: Degree[] = []
  for (const node of graph.nodes) {
    if (node.op === 'input') degrees.push(node.name === numerator || node.name === denominator ? 1 : 0)
    else
      degrees.push(
        degreeOf(
          graph,
          node,
          node.args.map((arg) => degrees[arg]),
        ),
      )
  }
  return graph.outputs.every((output) => degrees[output] === 0 || degrees[output] === 'any')
}

/**
 * The power of s by which a value scales; 'any' for the constant 0; undefined if there is none. Truths have degree 0.
 */
type Degree = number | 'any' | undefined

function degreeOf(graph: Graph, node: GraphNode, [a, b, c]: readonly Degree[]): Degree {
  switch (node.op) {
    case 'constant':
      return node.value === 0 ? 'any' : 0
    case 'add':
    case 'subtract':
      return common(a, b)
    case 'multiply':
      return a === 'any' || b === 'any' ? 'any' : plus(a, b)
    case 'divide':
      return a === 'any' || b === 'any' ? a : plus(a, b === undefined ? b : -b)
    case 'negate':
      return a
    case 'not':
      return a === undefined ? undefined : 0
    case 'power':
      return powerDegree(graph, node, a, b)
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
    case 'equal':
    case 'notEqual':
      return common(a, b) === undefined ? undefined : 0
    case 'and':
    case 'or':
      return a === 0 && b === 0 ? 0 : undefined
    case 'select':
      return a === 0 ? common(b, c) : undefined
    default:
      return functionDegree(functionOf(node.op), a, b)
  }
}

function functionDegree(definition: FunctionDefinition | undefined, a: Degree, b: Degree): Degree {
  const given = definition?.arity === 2 ? common(a, b) : a
  if (definition?.degree !== undefined) return typeof given === 'number' ? given * definition.degree : given
  // exp, log, sin, …: what does not scale stays so; f(0) is a constant, scaling like one
  return given === 0 || given === 'any' ? 0 : undefined
}

function powerDegree(graph: Graph, node: GraphNode, base: Degree, exponent: Degree): Degree {
  const constant = nodeAt(graph, node.args[1])
  if (typeof base !== 'number')
    return base === 'any' && constant.op === 'constant' && (constant.value ?? 0) > 0 ? 'any' : undefined
  if (constant.op === 'constant') return base * (constant.value ?? 0)
  return base === 0 && exponent === 0 ? 0 : undefined
}

function common(a: Degree, b: Degree): Degree {
  if (a === 'any') return b
  return b === 'any' || a === b ? a : undefined
}

function plus(a: Degree, b: Degree): Degree {
  return typeof a === 'number' && typeof b === 'number' ? a + b : undefined
}
