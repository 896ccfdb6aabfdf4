import type { ConcatenateOperation } from '../../plan/operation.js'
import { channelOf } from '../../plan/value.js'
import type { AdjointRule } from '../rule.js'

/** Every signal gets its channels of the adjoint. */
export const concatenate: AdjointRule<ConcatenateOperation> = ({ xs, result }, adjoints) => {
  const { builder } = adjoints
  const upstream = adjoints.signal(result)
  let from = 0
  for (const x of xs) {
    const { channels } = builder.signal(x).shape
    if (adjoints.isActive(x)) {
      adjoints.addTerms(x, [[channels === 1 ? channelOf(upstream, from) : builder.slice(upstream, from, channels)]])
    }
    from += channels
  }
}
