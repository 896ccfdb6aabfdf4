import { boundaries } from '../../geometry/geometry.js'
import type { PlanCase } from './plan-case.js'

/** Plans whose outputs `left` = ⟨Ku, v⟩ and `right` = ⟨u, Kᵀv⟩ must agree to rounding, for every boundary rule. */
export function adjointnessCases(): PlanCase[] {
  const setups = [
    { height: 1, width: 17, kernelHeight: 1, kernelWidth: 3, centreX: 1 },
    { height: 1, width: 4, kernelHeight: 1, kernelWidth: 11, centreX: 2 },
    { height: 6, width: 5, kernelHeight: 5, kernelWidth: 4, centreX: 3 },
    { height: 2, width: 3, kernelHeight: 7, kernelWidth: 9, centreX: 4 },
    { height: 22, width: 33, kernelHeight: 3, kernelWidth: 3, centreX: 1, channels: [17, 16] as const },
  ]
  return boundaries.flatMap((boundary) =>
    setups.map(
      ({ height, width, kernelHeight, kernelWidth, centreX, channels: [input, output] = [2, 3] }): PlanCase => ({
        name: `⟨Ku, v⟩ = ⟨u, Kᵀv⟩: ${boundary}, ${height}×${width}, kernel ${kernelHeight}×${kernelWidth}, channels ${input} → ${output}`,
        batch: 3,
        build: (builder) => {
          const u = builder.input('u', { channels: input, height, width })
          const v = builder.input('v', { channels: output, height, width })
          const kernel = builder.parameter('kernel', input * output * kernelHeight * kernelWidth)
          const geometry = builder.geometry(u, {
            outputChannels: output,
            height: kernelHeight,
            width: kernelWidth,
            centreX,
            boundary,
          })
          builder.output('left', builder.dot(builder.convolution(u, kernel, geometry), v))
          builder.output('right', builder.dot(u, builder.transposedConvolution(v, kernel, geometry)))
        },
      }),
    ),
  )
}
