import type { GraphBuilder } from '../builder.js'
import { constantValue, type Graph, type GraphNode } from '../graph.js'

/** What increments are made from. */
export interface IncrementSource {
  readonly builder: GraphBuilder
  readonly graph: Graph
  /** The node of the builder that a node of the graph has become. */
  readonly ids: readonly number[]
  /** Values at r = 0, where they are known. */
  readonly atZero: readonly (number | undefined)[]
  /** Whether a node depends on r other than through its sign, which is one number on either side of 0. */
  readonly changes: readonly boolean[]
}

/**
 * f(r) − f(0) without the cancellation that a subtraction has next to r = 0, equal to it for every r: by addition
 * theorems, conjugates and products. The id of it in the builder; undefined where no such form is known.
 */
export function increment(source: IncrementSource, index: number): number | undefined {
  const { builder, graph, ids, atZero, changes } = source
  if (!changes[index]) return builder.constant(0)
  const id = ids[index] as number
  if (atZero[index] === 0) return id
  const node = graph.nodes[index] as GraphNode
  const [a, b] = node.args as [number, number]
  const of = (arg: number): number | undefined => increment(source, arg)
  const number = (value: number): number => builder.constant(value)
  switch (node.op) {
    case 'negate':
      return mapped(of(a), (da) => builder.apply('negate', da))
    case 'add':
    case 'subtract': {
      const [da, db] = [of(a), of(b)]
      return da === undefined || db === undefined ? undefined : builder.apply(node.op, da, db)
    }
    case 'multiply':
      return ofProduct(source, a, b)
    case 'divide':
      return ofQuotient(source, a, b)
    case 'power':
      return ofPower(source, a, b)
    case 'sqrt':
      return ofRoot(source, id, a)
    case 'exp':
      // e^(c + d) − e^c
      return mapped(knownIncrement(source, a), ({ value, change }) =>
        builder.apply('multiply', builder.apply('exp', number(value)), builder.apply('expm1', change)),
      )
    case 'log':
      return mapped(knownIncrement(source, a), ({ value, change }) =>
        value > 0 ? builder.apply('log1p', builder.apply('divide', change, number(value))) : undefined,
      )
    case 'cos':
    case 'cosh': {
      // cos x − 1 = −2 sin²(x/2), cosh x − 1 = 2 sinh²(x/2)
      if (atZero[a] !== 0) return undefined
      const half = builder.apply('multiply', number(0.5), ids[a] as number)
      const root = builder.apply(node.op === 'cos' ? 'sin' : 'sinh', half)
      return builder.apply('multiply', number(node.op === 'cos' ? -2 : 2), builder.apply('power', root, number(2)))
    }
    default:
      return undefined
  }
}

function mapped<T>(value: T | undefined, then: (value: T) => number | undefined): number | undefined {
  return value === undefined ? undefined : then(value)
}

/** The value at 0 of a node, and its increment. */
function knownIncrement(source: IncrementSource, index: number): { value: number; change: number } | undefined {
  const value = source.atZero[index]
  const change = increment(source, index)
  return value === undefined || change === undefined ? undefined : { value, change }
}

/** ab − a₀b₀ = (a − a₀)b + a₀(b − b₀) */
function ofProduct(source: IncrementSource, a: number, b: number): number | undefined {
  const { builder, ids, changes } = source
  const [first, second] = changes[a] ? [a, b] : [b, a]
  const change = increment(source, first)
  if (change === undefined) return undefined
  const product = builder.apply('multiply', change, ids[second] as number)
  if (!changes[second]) return product
  const other = increment(source, second)
  const value = source.atZero[first]
  if (other === undefined || value === undefined) return undefined
  return builder.apply('add', product, builder.apply('multiply', builder.constant(value), other))
}

/** a/b − a₀/b₀ = ((a − a₀)b₀ − a₀(b − b₀))/(b·b₀) */
function ofQuotient(source: IncrementSource, a: number, b: number): number | undefined {
  const { builder, ids, changes, atZero } = source
  if (!changes[b]) {
    const change = increment(source, a)
    return change === undefined ? undefined : builder.apply('divide', change, ids[b] as number)
  }
  const [divisor, change] = [atZero[b], increment(source, b)]
  if (divisor === undefined || divisor === 0 || change === undefined) return undefined
  const scaled = builder.apply('multiply', ids[b] as number, builder.constant(divisor))
  if (!changes[a]) {
    return builder.apply('negate', builder.apply('divide', builder.apply('multiply', ids[a] as number, change), scaled))
  }
  const above = knownIncrement(source, a)
  if (above === undefined) return undefined
  const rest = builder.apply('multiply', builder.constant(above.value), change)
  const difference = builder.apply('subtract', builder.apply('multiply', above.change, builder.constant(divisor)), rest)
  return builder.apply('divide', difference, scaled)
}

/** For whole n from aᵐ − a₀ᵐ for smaller m, else a₀ⁿ·expm1(n·log1p((a − a₀)/a₀)). */
function ofPower(source: IncrementSource, a: number, exponent: number): number | undefined {
  const { builder, graph, ids } = source
  const node = graph.nodes[exponent] as GraphNode
  const base = knownIncrement(source, a)
  if (node.op !== 'constant' || base === undefined || base.value <= 0) return undefined
  const n = constantValue(node)
  const number = (value: number): number => builder.constant(value)
  if (Number.isInteger(n) && n !== 0 && Math.abs(n) <= 64) {
    const of = (m: number): number => {
      if (m === 1) return base.change
      const half = builder.apply('power', ids[a] as number, number(m % 2 === 0 ? m / 2 : m - 1))
      if (m % 2 === 0)
        return builder.apply('multiply', of(m / 2), builder.apply('add', half, number(base.value ** (m / 2))))
      const lower = builder.apply('multiply', ids[a] as number, of(m - 1))
      return builder.apply('add', lower, builder.apply('multiply', number(base.value ** (m - 1)), base.change))
    }
    if (n > 0) return of(n)
    const power = builder.apply('power', ids[a] as number, number(-n))
    const scaled = builder.apply('multiply', power, number(base.value ** -n))
    return builder.apply('negate', builder.apply('divide', of(-n), scaled))
  }
  const ratio = builder.apply('log1p', builder.apply('divide', base.change, number(base.value)))
  const grown = builder.apply('expm1', builder.apply('multiply', number(n), ratio))
  return builder.apply('multiply', number(base.value ** n), grown)
}

/** √a − √a₀ = (a − a₀)/(√a + √a₀) */
function ofRoot(source: IncrementSource, id: number, a: number): number | undefined {
  const { builder } = source
  const inner = knownIncrement(source, a)
  if (inner === undefined || inner.value <= 0) return undefined
  const sum = builder.apply('add', id, builder.constant(Math.sqrt(inner.value)))
  return builder.apply('divide', inner.change, sum)
}
