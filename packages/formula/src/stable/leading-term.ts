import type { GraphBuilder } from '../builder.js'
import { functionOf } from '../functions.js'
import { constantValue, type Graph, type GraphNode, isComparison } from '../graph.js'

/** f(r) ≈ coefficient·r^exponent for r → 0 from one side; the coefficient is a node that does not depend on r. */
export interface LeadingTerm {
  readonly coefficient: number
  readonly exponent: number
}

/** The leading terms of all nodes; undefined where none is known. */
export function leadingTerms(
  builder: GraphBuilder,
  graph: Graph,
  ids: readonly number[],
  side: 1 | -1,
): (LeadingTerm | undefined)[] {
  const varies: boolean[] = []
  for (const { name, args } of graph.nodes) varies.push(name === 'r' || args.some((arg) => varies[arg]))
  const terms: (LeadingTerm | undefined)[] = []
  graph.nodes.forEach((node, index) => {
    const isZero = builder.isConstant(ids[index] as number, 0)
    if (!varies[index]) terms.push(isZero ? undefined : { coefficient: ids[index] as number, exponent: 0 })
    else terms.push(termOf(builder, graph, node, terms, side))
  })
  return terms
}

function termOf(
  builder: GraphBuilder,
  graph: Graph,
  node: GraphNode,
  terms: readonly (LeadingTerm | undefined)[],
  side: 1 | -1,
): LeadingTerm | undefined {
  const { op, args } = node
  if (op === 'input') return { coefficient: builder.constant(1), exponent: 1 }
  if (op === 'select') {
    const chosen = isAtZero(graph, args[0] as number)
    return chosen === undefined ? undefined : terms[args[chosen ? 2 : 1] as number]
  }
  const [a, b] = args.map((arg) => terms[arg])
  if (a === undefined) return undefined
  const { coefficient: c, exponent: e } = a
  const constant = (value: number): LeadingTerm => ({ coefficient: builder.constant(value), exponent: 0 })
  switch (op) {
    case 'negate':
      return { coefficient: builder.apply('negate', c), exponent: e }
    case 'add':
    case 'subtract': {
      if (b === undefined) return undefined
      if (e < b.exponent) return a
      if (e > b.exponent)
        return op === 'add' ? b : { coefficient: builder.apply('negate', b.coefficient), exponent: b.exponent }
      const sum = builder.apply(op, c, b.coefficient)
      return builder.isConstant(sum, 0) ? undefined : { coefficient: sum, exponent: e }
    }
    case 'multiply':
    case 'divide':
      if (b === undefined) return undefined
      return {
        coefficient: builder.apply(op, c, b.coefficient),
        exponent: op === 'multiply' ? e + b.exponent : e - b.exponent,
      }
    case 'power': {
      const exponent = graph.nodes[args[1] as number] as GraphNode
      if (exponent.op !== 'constant') return undefined
      const n = constantValue(exponent)
      if (!Number.isInteger(n) && e !== 0) return undefined
      return { coefficient: builder.apply('power', c, builder.constant(n)), exponent: n * e }
    }
    case 'abs': {
      const sign =
        side === -1 && e % 2 !== 0 ? builder.apply('negate', builder.apply('abs', c)) : builder.apply('abs', c)
      return Number.isInteger(e) ? { coefficient: sign, exponent: e } : undefined
    }
    case 'exp':
    case 'cos':
    case 'cosh':
      return e > 0 ? constant(1) : e === 0 ? { coefficient: builder.apply(op, c), exponent: 0 } : undefined
    default: {
      const definition = functionOf(op)
      if (definition?.arity !== 1 || definition.kink !== undefined) return undefined
      if (e === 0) {
        const value = builder.apply(op, c)
        return builder.isConstant(value, 0) ? undefined : { coefficient: value, exponent: 0 }
      }
      return e > 0 && definition.slopeFromZero !== undefined ? a : undefined
    }
  }
}

/** Of a condition that separates r = 0 from all other r: whether it is true at 0; undefined for others. */
function isAtZero(graph: Graph, condition: number): boolean | undefined {
  const { op, args } = graph.nodes[condition] as GraphNode
  if (!isComparison(op) || (op !== 'equal' && op !== 'notEqual')) return undefined
  const [a, b] = args.map((arg) => graph.nodes[arg] as GraphNode)
  const separates =
    (a?.name === 'r' && b?.op === 'constant' && b.value === 0) ||
    (b?.name === 'r' && a?.op === 'constant' && a.value === 0)
  return separates ? op === 'equal' : undefined
}
