import { functionOf, type Graph, type GraphBuilder, isRepeatedPower } from '@numeural/formula'

/** The number `(√2)^halves` times the value of a node. */
export interface Scaled {
  readonly node: number
  readonly halves: number
}

/**
 * Copies a graph's one output in with `r` replaced by `(√2)^halves · r`. Powers of √2 are carried through products,
 * quotients and whole powers as whole numbers, so that (√2 r)⁴ becomes 4r⁴ and not 4.000000000000001 r⁴.
 */
export function insertScaled(builder: GraphBuilder, graph: Graph, halves: number): Scaled {
  const scaled: Scaled[] = []
  for (const node of graph.nodes) {
    const args = node.args.map((arg) => scaled[arg])
    if (node.op === 'constant') scaled.push({ node: builder.constant(node.value as number), halves: 0 })
    else if (node.op === 'input') {
      const name = node.name as string
      scaled.push({ node: builder.input(name), halves: name === 'r' ? halves : 0 })
    } else {
      const carried = carriedScale(builder, node.op, args)
      const ids = carried === null ? args.map((arg) => unscaled(builder, arg)) : args.map((arg) => arg.node)
      scaled.push({ node: builder.apply(node.op, ...ids), halves: carried ?? 0 })
    }
  }
  return scaled[graph.outputs[0]]
}

/** The node of a scaled value: the factor is exact for whole powers of 2. */
export function unscaled(builder: GraphBuilder, { node, halves }: Scaled): number {
  if (halves === 0) return node
  const whole = 2 ** Math.floor(Math.abs(halves) / 2)
  const factor = builder.constant(halves % 2 === 0 ? whole : whole * Math.SQRT2)
  return builder.apply(halves > 0 ? 'multiply' : 'divide', ...(halves > 0 ? [factor, node] : [node, factor]))
}

/** The power of √2 that an operation hands on from its operands; null if they must be written out. */
function carriedScale(builder: GraphBuilder, op: string, args: readonly Scaled[]): number | null {
  const [a, b] = args
  if (op === 'multiply') return a.halves + b.halves
  if (op === 'divide') return a.halves - b.halves
  if (op === 'negate' || (functionOf(op)?.degree === 1 && args.length === 1)) return a.halves
  if (op !== 'power' || b.halves !== 0) return null
  const exponent = builder.node(b.node).value
  return exponent !== undefined && isRepeatedPower(exponent) ? a.halves * exponent : null
}
