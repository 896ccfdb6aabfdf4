import { GraphBuilder } from '../builder.js'
import { type Graph, isComparison } from '../graph.js'

/** A graph whose magnitudes, signs, minima and maxima of what varies are written as conditions. */
export function withDecisions(graph: Graph, name: string): Graph {
  const builder = new GraphBuilder()
  const varies = variesWith(graph, name)
  const ids: number[] = []
  graph.nodes.forEach((node, id) => {
    const args = node.args.map((arg) => ids[arg])
    const [a, b] = args
    if (node.op === 'constant') ids.push(builder.constant(node.value ?? Number.NaN))
    else if (node.op === 'input') ids.push(builder.input(node.name ?? ''))
    else if (!varies[id]) ids.push(builder.apply(node.op, ...args))
    else if (node.op === 'abs') {
      const isPositive = builder.apply('greaterOrEqual', a, builder.constant(0))
      ids.push(builder.apply('select', isPositive, a, builder.apply('negate', a)))
    } else if (node.op === 'min') ids.push(builder.apply('select', builder.apply('lessOrEqual', a, b), a, b))
    else if (node.op === 'max') ids.push(builder.apply('select', builder.apply('greaterOrEqual', a, b), a, b))
    else if (node.op === 'sign') ids.push(signOf(builder, a))
    else ids.push(builder.apply(node.op, ...args))
  })
  return builder.finish(graph.outputs.map((output) => ids[output]))
}

function signOf(builder: GraphBuilder, a: number): number {
  const zero = builder.constant(0)
  const notPositive = builder.apply('select', builder.apply('less', a, zero), builder.constant(-1), zero)
  return builder.apply('select', builder.apply('greater', a, zero), builder.constant(1), notPositive)
}

/** The comparisons that depend on an input, by node. */
export function varyingComparisons(graph: Graph, name: string): number[] {
  const varies = variesWith(graph, name)
  return graph.nodes.flatMap(({ op }, id) => (isComparison(op) && varies[id] ? [id] : []))
}

/** A graph with the branches that known truths of comparisons choose; the other conditions stay. */
export function decide(graph: Graph, truths: ReadonlyMap<number, boolean>): Graph {
  const builder = new GraphBuilder()
  const [zero, one] = [builder.constant(0), builder.constant(1)]
  const ids: number[] = []
  graph.nodes.forEach((node, id) => {
    const truth = truths.get(id)
    if (truth !== undefined) ids.push(truth ? builder.apply('less', zero, one) : builder.apply('less', one, zero))
    else if (node.op === 'constant') ids.push(builder.constant(node.value ?? Number.NaN))
    else if (node.op === 'input') ids.push(builder.input(node.name ?? ''))
    else ids.push(builder.apply(node.op, ...node.args.map((arg) => ids[arg])))
  })
  return builder.finish(graph.outputs.map((output) => ids[output]))
}

function variesWith({ nodes }: Graph, name: string): boolean[] {
  const varies: boolean[] = []
  for (const node of nodes) varies.push(node.op === 'input' ? node.name === name : node.args.some((arg) => varies[arg]))
  return varies
}

/**
 * The comparisons `a == 0` that only say `a == 0 ? 0 : a·b`, as derivatives do where b may overflow: over the reals
 * this is a·b wherever that has a value.
 */
export function absorbingComparisons({ nodes, outputs }: Graph): ReadonlySet<number> {
  const isZero = (id: number): boolean => nodes[id].op === 'constant' && nodes[id].value === 0
  const hasFactor = (id: number, factor: number, depth = 4): boolean => {
    const { op, args } = nodes[id]
    if (id === factor) return true
    if (depth === 0) return false
    if (op === 'multiply') return args.some((arg) => hasFactor(arg, factor, depth - 1))
    return (op === 'divide' || op === 'negate') && hasFactor(args[0], factor, depth - 1)
  }
  const absorbing = new Set<number>()
  const others = new Set(outputs)
  for (const { op, args } of nodes) {
    const [condition, yes, no] = args
    if (op !== 'select') for (const arg of args) others.add(arg)
    else {
      const { op: comparison, args: compared } = nodes[condition]
      const factor = compared.find((arg) => !isZero(arg))
      const isAbsorbing =
        comparison === 'equal' && compared.some(isZero) && factor !== undefined && isZero(yes) && hasFactor(no, factor)
      ;(isAbsorbing ? absorbing : others).add(condition)
    }
  }
  return new Set([...absorbing].filter((id) => !others.has(id)))
}
