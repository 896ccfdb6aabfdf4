import type { ProlongOperation } from '../../plan/operation.js'
import type { AdjointRule } from '../rule.js'

/** `x̄ = sPᵀȳ`. */
export const prolong: AdjointRule<ProlongOperation> = ({ transfer, scale, x, result }, adjoints) => {
  const { builder } = adjoints
  const { height, width } = builder.signal(x).shape
  adjoints.addTerms(x, [[builder.restrict(adjoints.signal(result), { transfer, scale, height, width })]])
}
