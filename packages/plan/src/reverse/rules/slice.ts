import type { SliceOperation } from '../../plan/operation.js'
import type { AdjointRule } from '../rule.js'

/** The adjoint of a slice goes to the channels that were read. */
export const slice: AdjointRule<SliceOperation> = ({ x, from, result }, adjoints) => {
  adjoints.addChannels(x, from, adjoints.signal(result))
}
