import { type PlanCase, weighted } from './plan-case.js'

const space = { height: 3, width: 7 }

/** A concatenation of signals, one of them twice. */
export function concatenateCases(): PlanCase[] {
  return [1, 3].flatMap((batch): PlanCase[] => [
    {
      name: `concatenation, batch ${batch}`,
      batch,
      build: (builder) => {
        const x = builder.input('x', { ...space, channels: 2 })
        const y = builder.input('y', { ...space, channels: 1 })
        weighted(builder, builder.concatenate([x, y, x]))
      },
    },
  ])
}
