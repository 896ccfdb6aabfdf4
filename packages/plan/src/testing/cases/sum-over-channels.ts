import { type PlanCase, weighted } from './plan-case.js'

const space = { height: 3, width: 7 }

/** Sums over channels, alone and between maps. */
export function sumOverChannelsCases(): PlanCase[] {
  return [1, 3].flatMap((batch): PlanCase[] => [
    {
      name: `sum over channels, batch ${batch}`,
      batch,
      build: (builder) => weighted(builder, builder.sumOverChannels(builder.input('x', { ...space, channels: 5 }))),
    },
    {
      name: `sum over channels of squares, read by a map, batch ${batch}`,
      batch,
      build: (builder) => {
        const x = builder.input('x', { ...space, channels: 3 })
        const norm = builder.sumOverChannels(builder.map('x^2', { x }))
        weighted(builder, builder.map('sqrt(1 + s)', { s: norm }))
      },
    },
  ])
}
