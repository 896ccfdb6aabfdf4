import { convolutionSetups } from './convolution-setups.js'
import { type PlanCase, weighted } from './plan-case.js'

/** Convolutions in every setup and for every boundary rule. */
export function convolutionCases(): PlanCase[] {
  return convolutionSetups().map(({ name, batch, x, options, length }) => ({
    name: `convolution: ${name}`,
    batch,
    build: (builder) =>
      weighted(builder, builder.convolution(builder.input('x', x), builder.parameter('kernel', length), options)),
  }))
}
