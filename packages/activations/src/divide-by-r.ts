import {
  differentiate,
  functionOf,
  type Graph,
  GraphBuilder,
  type GraphNode,
  type Op,
  onPositive,
  substitute,
} from '@numeural/formula'

/**
 * The graph of f(r)/r for an f with f(0) = 0, with the limit f'(0) at r = 0.
 *
 * Where f has a factor r it is taken out, so that `r/(1 + r^2)` gives `1/(1 + r^2)`: no 0/0, nothing lost near 0.
 * Only what has no such factor is divided as it stands, with f'(0) chosen at r = 0.
 *
 * @param isOdd whether f is odd: the slope at 0 is then that from the right, where |r| is r and sign(r) is 1
 */
export function divideByR(graph: Graph, isOdd = true): Graph {
  const builder = new GraphBuilder()
  const { nodes, outputs } = builder.insertNodes(graph)
  const division = new Division(builder, graph, nodes)
  const quotient = division.of(graph.outputs[0])
  if (quotient !== undefined && !division.needsLimit) {
    const whole = builder.finish([quotient])
    if (!(isOdd && dependsOnSign(whole))) return whole
  }
  const r = builder.input('r')
  const zero = builder.constant(0)
  const [limit] = builder.insert(slopeAtZero(graph, isOdd))
  const rest = quotient ?? builder.apply('divide', outputs[0], r)
  return builder.finish([builder.apply('select', builder.apply('equal', r, zero), limit, rest)])
}

/** Whether a graph decides by the sign of r, so that its value at r = 0 may be no limit. */
export function dependsOnSign(graph: Graph): boolean {
  return decisionsByR(onPositive(graph, 'r')) < decisionsByR(graph)
}

function decisionsByR({ nodes }: Graph): number {
  const varies: boolean[] = []
  for (const { name, args } of nodes) varies.push(name === 'r' || args.some((arg) => varies[arg]))
  return nodes.filter(({ op, args }) => (op === 'sign' || op === 'select') && varies[args[0]]).length
}

/** f'(0). The derivatives of |r| and sign(r) at 0 itself would make the slope of sign(r)·log(1 + |r|) vanish. */
export function slopeAtZero(graph: Graph, isOdd: boolean): Graph {
  return substitute(differentiate(isOdd ? onPositive(graph, 'r') : graph, 'r'), { r: 0 })
}

/** Whether f(0) = 0 and f'(0) = 1, so that f(a)/a tends to 1. */
function hasSlopeOne(op: Op): boolean {
  return functionOf(op)?.slopeFromZero !== undefined
}

/** Takes one factor r out of the nodes of a graph, whose copies in the builder are `ids`. */
class Division {
  /** Whether some branch of a condition was divided as it stands. */
  needsLimit = false
  readonly #memo = new Map<number, number | undefined>()

  constructor(
    readonly builder: GraphBuilder,
    readonly graph: Graph,
    readonly ids: readonly number[],
  ) {}

  /** The id of node/r, or undefined if the node has no factor r. */
  of(index: number): number | undefined {
    if (!this.#memo.has(index)) this.#memo.set(index, this.#divide(this.graph.nodes[index]))
    return this.#memo.get(index)
  }

  #divide(node: GraphNode): number | undefined {
    const { builder, ids } = this
    const [a, b, c] = node.args
    switch (node.op) {
      case 'input':
        return node.name === 'r' ? builder.constant(1) : undefined
      case 'constant':
        return node.value === 0 ? builder.constant(0) : undefined
      case 'negate': {
        const quotient = this.of(a)
        return quotient === undefined ? undefined : builder.apply('negate', quotient)
      }
      case 'add':
      case 'subtract': {
        const [left, right] = [this.of(a), this.of(b)]
        return left === undefined || right === undefined ? undefined : builder.apply(node.op, left, right)
      }
      case 'multiply': {
        const left = this.of(a)
        if (left !== undefined) return builder.apply('multiply', left, ids[b])
        const right = this.of(b)
        return right === undefined ? undefined : builder.apply('multiply', ids[a], right)
      }
      case 'divide': {
        const quotient = this.of(a)
        return quotient === undefined ? undefined : builder.apply('divide', quotient, ids[b])
      }
      case 'power':
        return this.#power(a, b)
      case 'select':
        return this.#select(a, b, c)
      default:
        return hasSlopeOne(node.op) ? this.#nearIdentity(node.op, a) : undefined
    }
  }

  /** (a/r)·a^(n−1) for a whole n ≥ 1. */
  #power(a: number, exponent: number): number | undefined {
    const { builder, ids } = this
    const { op, value = 0 } = this.graph.nodes[exponent]
    const quotient = this.of(a)
    if (op !== 'constant' || quotient === undefined || !Number.isInteger(value) || value < 1) return undefined
    return builder.apply('multiply', quotient, builder.apply('power', ids[a], builder.constant(value - 1)))
  }

  #select(condition: number, yes: number, no: number): number | undefined {
    const { builder, ids } = this
    const guarded = this.#branchAwayFromZero(condition, yes, no)
    if (guarded !== undefined && this.of(guarded) !== undefined) return this.of(guarded)
    const quotients = [this.of(yes), this.of(no)]
    if (quotients.every((quotient) => quotient === undefined)) return undefined
    const [first, second] = quotients.map((quotient, k) => {
      if (quotient !== undefined) return quotient
      this.needsLimit = true
      return builder.apply('divide', ids[k === 0 ? yes : no], builder.input('r'))
    })
    return builder.apply('select', ids[condition], first, second)
  }

  /** The branch for r ≠ 0 of a select on `r == 0` or `r != 0`: f(r)/r has its limit from there. */
  #branchAwayFromZero(condition: number, yes: number, no: number): number | undefined {
    const { nodes } = this.graph
    const { op, args } = nodes[condition]
    const comparesWithZero =
      args.some((arg) => nodes[arg].name === 'r') &&
      args.some((arg) => nodes[arg].op === 'constant' && nodes[arg].value === 0)
    if (!comparesWithZero) return undefined
    if (op === 'equal') return no
    return op === 'notEqual' ? yes : undefined
  }

  /** (f(a)/a)·(a/r), the first factor being 1 where a = 0. */
  #nearIdentity(op: Op, a: number): number | undefined {
    const { builder, ids } = this
    const quotient = this.of(a)
    if (quotient === undefined) return undefined
    const ratio = builder.apply('divide', builder.apply(op, ids[a]), ids[a])
    const isZero = builder.apply('equal', ids[a], builder.constant(0))
    return builder.apply('multiply', builder.apply('select', isZero, builder.constant(1), ratio), quotient)
  }
}
