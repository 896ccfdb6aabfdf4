import { averagingScale } from '../../geometry/transfer.js'
import type { PlanCase } from './plan-case.js'
import { transferSetups } from './transfer-setups.js'

/** Plans whose outputs `left` = ⟨sPᵀu, v⟩ and `right` = ⟨u, sPv⟩ must agree to rounding. */
export function transferAdjointnessCases(): PlanCase[] {
  return transferSetups().map(({ name, batch, transfer, large, small }) => ({
    name: `⟨Ru, v⟩ = ⟨u, Rᵀv⟩: ${name}`,
    batch,
    build: (builder) => {
      const scale = averagingScale(transfer, large, small)
      const [u, v] = [builder.input('u', large), builder.input('v', small)]
      const restricted = builder.restrict(u, { transfer, height: small.height, width: small.width })
      const prolonged = builder.prolong(v, { transfer, height: large.height, width: large.width, scale })
      builder.output('left', builder.dot(restricted, v))
      builder.output('right', builder.dot(u, prolonged))
    },
  }))
}
