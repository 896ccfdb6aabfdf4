import { type PlanCase, weighted } from './plan-case.js'
import { transferSetups } from './transfer-setups.js'

/** Restrictions of every kind in every setup. */
export function restrictCases(): PlanCase[] {
  return transferSetups().map(({ name, batch, transfer, large, small: { height, width } }) => ({
    name: `restriction: ${name}, batch ${batch}`,
    batch,
    build: (builder) => weighted(builder, builder.restrict(builder.input('x', large), { transfer, height, width })),
  }))
}
