import type { SumOverChannelsOperation } from '../../plan/operation.js'
import { channelOf, elementOf, type Operand } from '../../plan/value.js'
import type { AdjointRule } from '../rule.js'

/** The adjoint of the sum is that of every channel: its single channel is read for all of them. */
export const sumOverChannels: AdjointRule<SumOverChannelsOperation> = ({ x, result }, adjoints) => {
  adjoints.addTerms(
    x,
    adjoints.terms(result).map((term) => term.map(broadcast)),
  )
}

function broadcast(operand: Operand): Operand {
  if (operand.kind === 'signal') return channelOf(operand, 0)
  return operand.kind === 'vector' ? elementOf(operand, 0) : operand
}
