import { GraphBuilder } from '../builder.js'
import { constantValue, type Graph, inputName } from '../graph.js'
import { type LeadingTerm, leadingTerms } from './leading-term.js'

/** Above the smallest number that single precision has with all its digits, 2⁻¹²⁶. */
const smallest = 2 ** -120
/** Of higher powers the leading term holds only where r is smaller than such a power tells. */
const highest = 10

/**
 * The same function up to rounding, in which a quotient of two things that vanish at r = 0, as `expm1(-r^2)/r^2`, is
 * taken by its leading term where the numbers would lose their digits to underflow, or be 0/0: for r² below 2⁻¹²⁰.
 */
export function withoutUnderflow(graph: Graph): Graph {
  const builder = new GraphBuilder()
  const { nodes: plain } = builder.insertNodes(graph)
  const sides = [leadingTerms(builder, graph, plain, 1), leadingTerms(builder, graph, plain, -1)] as const
  const ids: number[] = []
  for (const node of graph.nodes) {
    if (node.op === 'constant') ids.push(builder.constant(constantValue(node)))
    else if (node.op === 'input') ids.push(builder.input(inputName(node)))
    else {
      const value = builder.apply(node.op, ...node.args.map((arg) => ids[arg] as number))
      ids.push(node.op === 'divide' ? guarded(builder, value, node.args, sides) : value)
    }
  }
  return builder.finish(graph.outputs.map((output) => ids[output] as number))
}

function guarded(
  builder: GraphBuilder,
  quotient: number,
  [above, below]: readonly number[],
  sides: readonly (readonly (LeadingTerm | undefined)[])[],
): number {
  const values = sides.map((terms) => {
    const [n, d] = [terms[above as number], terms[below as number]]
    if (n === undefined || d === undefined || !(n.exponent > 0 && d.exponent > 0)) return undefined
    return quotientTerm(builder, n, d)
  })
  const [right, left] = values
  if (right === undefined || left === undefined || right.value !== left.value || right.size !== left.size)
    return quotient
  const isSmall = builder.apply('less', right.size, builder.constant(smallest))
  return builder.apply('select', isSmall, right.value, quotient)
}

/** The leading term of a quotient, and the size of the smaller of the two that are divided. */
function quotientTerm(
  builder: GraphBuilder,
  n: LeadingTerm,
  d: LeadingTerm,
): { value: number; size: number } | undefined {
  const r = builder.input('r')
  const exponent = n.exponent - d.exponent
  const largest = n.exponent > d.exponent ? n : d
  if (!Number.isInteger(exponent) || exponent < 0 || !Number.isInteger(largest.exponent)) return undefined
  if (largest.exponent > highest) return undefined
  const power = (k: number): number => builder.apply('power', r, builder.constant(k))
  const coefficient = builder.apply('divide', n.coefficient, d.coefficient)
  const size = builder.apply('multiply', largest.coefficient, power(largest.exponent))
  return { value: builder.apply('multiply', coefficient, power(exponent)), size: builder.apply('abs', size) }
}
