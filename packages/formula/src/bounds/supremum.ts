import { ParameterError } from '@numeural/errors'
import { GraphBuilder } from '../builder.js'
import { requireInputs } from '../evaluate.js'
import { type Graph, malformed } from '../graph.js'
import { checkInterval } from '../interval/enclose.js'
import { enclosure } from '../interval/interval.js'
import type { SearchedBound } from './bound.js'
import { partsOf } from './parts.js'
import { Search } from './search.js'

/** How a supremum is searched. */
export interface BoundOptions {
  /** Gap between the bound and the best value found at which the search stops, relative to them; 1e-10 by default. */
  readonly tolerance?: number
  /** Intervals looked at before the search gives up, those of costly series counting more; 4000 by default. */
  readonly budget?: number
  /** Leave the end `lo` itself out (its limit counts); false by default. */
  readonly open?: boolean
}

/**
 * The supremum of a graph's one output over an interval of one input: an upper bound proved by interval arithmetic
 * on pieces where the formula is smooth, by branch and bound with monotonicity test, mean value form and Taylor's
 * theorem; next to 0 and towards infinity by expansions in powers, logarithms and exponentials.
 * The derivative need not exist everywhere; at a jump the one-sided limits count.
 *
 * If the search ends without a proof, or the formula may be undefined in the domain, `certified` is false; `value` is
 * then still no less than the function wherever it is defined.
 *
 * @param name the input that varies
 * @param domain `[lo, hi]` with finite `lo`; `hi` may be Infinity
 * @param values all other inputs; they count as exact
 * @throws ParameterError `INPUT_MISSING`, or `INTERVAL_INVALID` for a domain that is none
 */
export function supremum(
  graph: Graph,
  name: string,
  domain: readonly [number, number],
  values: Readonly<Record<string, number>> = {},
  options: BoundOptions = {},
): SearchedBound {
  const { tolerance = 1e-10, budget = 4000, open = false } = options
  const [lo, hi] = domain
  checkInterval(name, { lo, hi })
  if (!Number.isFinite(lo)) throw infiniteStart(name, lo)
  requireInputs(graph, [name, ...Object.keys(values)])
  if (graph.outputs.length !== 1)
    throw malformed(`a bound is of one output, this graph has ${graph.outputs.length}`, graph.outputs)
  const { parts, points, values: known, written } = partsOf(graph, name, lo, hi, values)
  const search = new Search(tolerance)
  for (const x of open ? points.filter((cut) => cut !== lo) : points) search.addValue(x, written.at(x))
  for (const { at, value } of known) search.addValue(at, enclosure(value, value))
  for (const part of parts) search.addPart(part)
  return search.run(budget)
}

/** The infimum: like `supremum`, with `value` a lower bound. */
export function infimum(
  graph: Graph,
  name: string,
  domain: readonly [number, number],
  values: Readonly<Record<string, number>> = {},
  options: BoundOptions = {},
): SearchedBound {
  const builder = new GraphBuilder()
  const negated = builder.finish(builder.insert(graph).map((id) => builder.apply('negate', id)))
  const { value, lower, at, certified } = supremum(negated, name, domain, values, options)
  // 0 - x, since a bound of -0 would look odd
  return { value: 0 - value, lower: 0 - lower, at, certified }
}

function infiniteStart(name: string, lo: number): ParameterError {
  return new ParameterError(`The domain of '${name}' starts at ${lo}.`, {
    code: 'INTERVAL_INVALID',
    given: String(lo),
    allowed: '[lo, hi] with finite lo; hi may be Infinity',
    hint: `Substitute -${name} for ${name} and bound that half-line.`,
  })
}
