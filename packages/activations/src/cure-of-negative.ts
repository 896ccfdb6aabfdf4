import { evaluate, type Graph, toText } from '@numeural/formula'

/** Longer operands are not repeated in a hint. */
const longest = 30

/** What to write where a formula takes a root, a logarithm or a broken power of a negative number; else undefined. */
export function cureOfNegative(graph: Graph, values: Readonly<Record<string, number>>): string | undefined {
  for (const { op, args } of graph.nodes) {
    const [operand = -1, exponent = -1] = args
    const power = graph.nodes[exponent]?.value
    const needsPositive = op === 'sqrt' || op === 'log' || (op === 'power' && power !== undefined && power % 1 !== 0)
    if (!needsPositive || !((evaluate({ nodes: graph.nodes, outputs: [operand] }, values)[0] as number) < 0)) continue
    const text = toText({ nodes: graph.nodes, outputs: [operand] })
    const magnitude = `abs(${text.length > longest ? '…' : text})`
    return op === 'power'
      ? `Write ${magnitude}^${power}: negative numbers have no such power.`
      : `Write ${op}(${magnitude}): negative numbers have no ${op === 'sqrt' ? 'root' : 'logarithm'}.`
  }
  return undefined
}
