import type { GraphNode, Op } from './graph.js'

/** What the identities need of a graph builder. */
export interface NodeSource {
  node(id: number): GraphNode
  constant(value: number): number
  isConstant(id: number, value?: number): boolean
  apply(op: Op, ...args: number[]): number
  truth(id: number): boolean | undefined
}

/**
 * The node that an operation is equal to by an identity valid for every value (NaN and infinities included, the sign
 * of a zero aside), or undefined.
 */
export function simplifyLocally(builder: NodeSource, op: Op, args: readonly number[]): number | undefined {
  const [a, b, c] = args
  const negated = (id: number): number | undefined => {
    const node = builder.node(id)
    return node.op === 'negate' ? node.args[0] : undefined
  }
  switch (op) {
    case 'add': {
      if (builder.isConstant(a, 0)) return b
      if (builder.isConstant(b, 0)) return a
      const right = negated(b)
      if (right !== undefined) return builder.apply('subtract', a, right)
      const left = negated(a)
      return left === undefined ? undefined : builder.apply('subtract', b, left)
    }
    case 'subtract': {
      if (builder.isConstant(b, 0)) return a
      if (builder.isConstant(a, 0)) return builder.apply('negate', b)
      const right = negated(b)
      return right === undefined ? undefined : builder.apply('add', a, right)
    }
    case 'multiply': {
      if (builder.isConstant(a, 1)) return b
      if (builder.isConstant(b, 1)) return a
      if (builder.isConstant(a, -1)) return builder.apply('negate', b)
      if (builder.isConstant(b, -1)) return builder.apply('negate', a)
      return pullOutSign(builder, 'multiply', a, b, negated)
    }
    case 'divide':
      if (builder.isConstant(b, 1)) return a
      if (builder.isConstant(b, -1)) return builder.apply('negate', a)
      return pullOutSign(builder, 'divide', a, b, negated)
    case 'negate':
      return negated(a)
    case 'abs': {
      const { op: inner, args: innerArgs } = builder.node(a)
      if (inner === 'abs') return a
      return inner === 'negate' ? builder.apply('abs', innerArgs[0] as number) : undefined
    }
    case 'power':
      if (builder.isConstant(b, 1)) return a
      return builder.isConstant(b, 0) ? builder.constant(1) : undefined
    case 'select': {
      const truth = builder.truth(a)
      if (truth !== undefined) return truth ? b : c
      if (b === c) return b
      // the same condition again, with the same outcome
      const no = builder.node(c)
      return no.op === 'select' && no.args[0] === a && no.args[1] === b ? c : undefined
    }
    case 'equal': {
      // the sign of a number, and its negative, are 0 where the number is
      const [whole, zero] = builder.isConstant(a, 0) ? [b, a] : [a, b]
      const { op: inner, args: innerArgs } = builder.node(whole)
      if (!builder.isConstant(zero, 0) || (inner !== 'sign' && inner !== 'negate')) return undefined
      return builder.apply('equal', innerArgs[0] as number, zero)
    }
    case 'min':
    case 'max':
    case 'and':
    case 'or':
      return a === b ? a : undefined
    default:
      return undefined
  }
}

/** Signs move outwards, so that `(-a)*b` and `-(a*b)` share a node; exact, since rounding is symmetric. */
function pullOutSign(
  builder: NodeSource,
  op: 'multiply' | 'divide',
  a: number,
  b: number,
  negated: (id: number) => number | undefined,
): number | undefined {
  const [left, right] = [negated(a), negated(b)]
  if (left === undefined && right === undefined) return undefined
  const product = builder.apply(op, left ?? a, right ?? b)
  return left !== undefined && right !== undefined ? product : builder.apply('negate', product)
}
