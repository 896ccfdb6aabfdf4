import { convolutionSetups } from './convolution-setups.js'
import { type PlanCase, weighted } from './plan-case.js'

/** Their transposes. */
export function transposedConvolutionCases(): PlanCase[] {
  return convolutionSetups().map(({ name, batch, x, y, options, length }) => ({
    name: `transposed convolution: ${name}`,
    batch,
    build: (builder) => {
      const geometry = builder.geometry({ shape: x }, options)
      weighted(
        builder,
        builder.transposedConvolution(builder.input('y', y), builder.parameter('kernel', length), geometry),
      )
    },
  }))
}
