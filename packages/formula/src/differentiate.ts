import { GraphBuilder } from './builder.js'
import { derivativeForm } from './derivative-form.js'
import { ForwardAccumulation } from './forward-accumulation.js'
import { type Graph, inputsOf } from './graph.js'
import { NodeRanges } from './node-ranges.js'

/** What is known of the inputs of a formula that is differentiated. */
export interface DerivativeOptions {
  /**
   * Inputs that are not 0, as parameters are by which a formula divides. Default: all but `r` and those with respect
   * to which the derivative is taken.
   */
  readonly nonzero?: readonly string[]
}

/** Values and derivatives of a formula. */
export interface Derivatives {
  /** Its outputs, then the derivative of every output with respect to the first name, to the second, and so on. */
  readonly graph: Graph
  /** Of every derivative, whether it may be infinite, or no number, where the formula itself has a value. */
  readonly mayBeInfinite: readonly boolean[]
}

/**
 * The derivative of every output of a graph with respect to one input.
 *
 * At a kink it is the derivative of the piece that holds the point: `abs' = sign`, `sign' = 0`, a select takes its
 * chosen branch. `max(a, b)` and `min(a, b)` take, where a = b, the argument that does not depend on the input, else
 * the first; so the derivative of `max(0, r)` is 0 at 0. The graph shares subexpressions with its derivative, and
 * quotients are differentiated without squaring the denominator, which would overflow in float32.
 *
 * Where an inner derivative is infinite or an outer one is, the derivative is the limit, as long as factors of the
 * formula decide it: 0 for `sqrt(max(0, 1 - r^2))` beyond 1 and `r*sqrt(abs(r))` at 0, 1 for `sign(r)*log1p(abs(r))`.
 *
 * @param name an input; one that the graph does not read gives zeros
 */
export function differentiate(graph: Graph, name: string, options: DerivativeOptions = {}): Graph {
  const builder = new GraphBuilder()
  return builder.finish(slopesIn(builder, graph, [name], options).slopes)
}

/**
 * A graph of values and derivatives with shared subexpressions: the outputs of `graph`, then the derivative of every
 * output with respect to `names[0]`, then with respect to `names[1]`, and so on.
 */
export function withDerivatives(graph: Graph, names: readonly string[], options: DerivativeOptions = {}): Graph {
  return derivativesOf(graph, names, options).graph
}

/** Like `withDerivatives`, and says which derivatives may be infinite. */
export function derivativesOf(graph: Graph, names: readonly string[], options: DerivativeOptions = {}): Derivatives {
  const builder = new GraphBuilder()
  const outputs = builder.insert(graph)
  const { slopes, ranges } = slopesIn(builder, graph, names, options)
  return { graph: builder.finish([...outputs, ...slopes]), mayBeInfinite: slopes.map((id) => !ranges.isFinite(id)) }
}

function slopesIn(
  builder: GraphBuilder,
  graph: Graph,
  names: readonly string[],
  { nonzero = inputsOf(graph).filter((name) => name !== 'r' && !names.includes(name)) }: DerivativeOptions,
): { slopes: number[]; ranges: NodeRanges } {
  const ranges = new NodeRanges(builder, nonzero)
  const form = derivativeForm(graph)
  const slopes = names.flatMap((name) => new ForwardAccumulation(builder, ranges, form, name).ofOutputs())
  return { slopes, ranges }
}
