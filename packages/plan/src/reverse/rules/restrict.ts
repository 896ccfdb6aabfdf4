import type { RestrictOperation } from '../../plan/operation.js'
import type { AdjointRule } from '../rule.js'

/** `x̄ = sPȳ`. */
export const restrict: AdjointRule<RestrictOperation> = ({ transfer, scale, x, result }, adjoints) => {
  const { builder } = adjoints
  const { height, width } = builder.signal(x).shape
  adjoints.addTerms(x, [[builder.prolong(adjoints.signal(result), { transfer, scale, height, width })]])
}
