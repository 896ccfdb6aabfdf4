import { type PlanCase, weighted } from './plan-case.js'

const space = { height: 3, width: 7 }

/** Sums over channels, slices and concatenations. */
export function channelCases(): PlanCase[] {
  return [1, 3].flatMap((batch): PlanCase[] => [
    {
      name: `sum over channels, batch ${batch}`,
      operation: 'sum over channels',
      batch,
      build: (builder) => weighted(builder, builder.sumOverChannels(builder.input('x', { ...space, channels: 5 }))),
    },
    {
      name: `sum over channels of squares, read by a map, batch ${batch}`,
      operation: 'sum over channels',
      batch,
      build: (builder) => {
        const x = builder.input('x', { ...space, channels: 3 })
        const norm = builder.sumOverChannels(builder.map('x^2', { x }))
        weighted(builder, builder.map('sqrt(1 + s)', { s: norm }))
      },
    },
    {
      name: `slice, batch ${batch}`,
      operation: 'slice',
      batch,
      build: (builder) => weighted(builder, builder.slice(builder.input('x', { ...space, channels: 5 }), 1, 3)),
    },
    {
      name: `slices that overlap, and the signal itself, batch ${batch}`,
      operation: 'slice',
      batch,
      build: (builder) => {
        const x = builder.input('x', { ...space, channels: 5 })
        const parts = [builder.slice(x, 0, 2), builder.slice(x, 1, 2), builder.slice(x, 1, 2), builder.slice(x, 4, 1)]
        weighted(builder, builder.map('sin(x)', { x: builder.concatenate([...parts, x]) }))
      },
    },
    {
      name: `concatenation, batch ${batch}`,
      operation: 'concatenation',
      batch,
      build: (builder) => {
        const x = builder.input('x', { ...space, channels: 2 })
        const y = builder.input('y', { ...space, channels: 1 })
        weighted(builder, builder.concatenate([x, y, x]))
      },
    },
  ])
}
