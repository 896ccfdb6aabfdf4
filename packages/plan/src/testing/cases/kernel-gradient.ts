import { convolutionSetups } from './convolution-setups.js'
import { type PlanCase, weightedVector } from './plan-case.js'

/** Their kernel gradients. */
export function kernelGradientCases(): PlanCase[] {
  return convolutionSetups().map(({ name, batch, x, y, options }) => ({
    name: `kernel gradient: ${name}`,
    batch,
    build: (builder) => {
      const geometry = builder.geometry({ shape: x }, options)
      weightedVector(builder, builder.kernelGradient(builder.input('x', x), builder.input('y', y), geometry))
    },
  }))
}
