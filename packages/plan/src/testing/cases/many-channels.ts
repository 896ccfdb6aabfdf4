import { boundaries } from '../../geometry/geometry.js'
import type { PlanCase } from './plan-case.js'

/**
 * Convolutions of so many channels that a backend may go another way than for few.
 * The loss ‖KᵀKx‖² is a sum of squares: a sum of thousands of numbers with signs would be small
 * against their roundings.
 */
export function manyChannelCases(): PlanCase[] {
  return boundaries.map((boundary) => ({
    name: `many channels: ${boundary}`,
    batch: 1,
    build: (builder) => {
      const x = builder.input('x', { channels: 15, height: 8, width: 15 })
      const kernel = builder.parameter('kernel', 15 * 16 * 9)
      const geometry = builder.geometry(x, { outputChannels: 16, height: 3, width: 3, boundary })
      const there = builder.convolution(x, kernel, geometry)
      const back = builder.transposedConvolution(there, kernel, geometry)
      builder.output('there', there)
      builder.output('back', back)
      builder.output('loss', builder.dot(back, back))
    },
  }))
}
