import { type PlanCase, weighted } from './plan-case.js'

const space = { height: 3, width: 7 }

/** Slices, overlapping ones too. */
export function sliceCases(): PlanCase[] {
  return [1, 3].flatMap((batch): PlanCase[] => [
    {
      name: `slice, batch ${batch}`,
      batch,
      build: (builder) => weighted(builder, builder.slice(builder.input('x', { ...space, channels: 5 }), 1, 3)),
    },
    {
      name: `slices that overlap, and the signal itself, batch ${batch}`,
      batch,
      build: (builder) => {
        const x = builder.input('x', { ...space, channels: 5 })
        const parts = [builder.slice(x, 0, 2), builder.slice(x, 1, 2), builder.slice(x, 1, 2), builder.slice(x, 4, 1)]
        weighted(builder, builder.map('sin(x)', { x: builder.concatenate([...parts, x]) }))
      },
    },
  ])
}
