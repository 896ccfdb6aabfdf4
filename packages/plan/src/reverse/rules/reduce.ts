import type { ReduceOperation } from '../../plan/operation.js'
import { notDifferentiable } from '../not-differentiable.js'
import type { AdjointRule } from '../rule.js'

/** `x̄ = s̄` for a sum, `x̄ = s̄·y` and `ȳ = s̄·x` for an inner product, s̄ broadcast over what was summed. */
export const reduce: AdjointRule<ReduceOperation> = ({ kind, over, x, y, result }, adjoints) => {
  if (kind === 'maximum') throw notDifferentiable('maximum')
  const { builder } = adjoints
  const upstream = adjoints.reductionTerms(result, over)
  if (y === undefined) {
    adjoints.addTerms(x, upstream)
    return
  }
  adjoints.addTerms(
    x,
    upstream.map((term) => [...term, builder.signal(y)]),
  )
  adjoints.addTerms(
    y,
    upstream.map((term) => [...term, builder.signal(x)]),
  )
}
