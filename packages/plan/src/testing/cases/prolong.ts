import { type PlanCase, weighted } from './plan-case.js'
import { transferSetups } from './transfer-setups.js'

/** Prolongations of every kind in every setup. */
export function prolongCases(): PlanCase[] {
  return transferSetups().map(({ name, batch, transfer, large: { height, width }, small }) => ({
    name: `prolongation: ${name}, batch ${batch}`,
    batch,
    build: (builder) =>
      weighted(builder, builder.prolong(builder.input('x', small), { transfer, height, width, scale: 3 })),
  }))
}
