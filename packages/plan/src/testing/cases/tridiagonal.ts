import type { PlanCase } from './plan-case.js'
import { weighted } from './plan-case.js'

const shapes = [
  { channels: 1, height: 1, width: 1 },
  { channels: 2, height: 5, width: 1 },
  { channels: 1, height: 1, width: 9 },
  { channels: 3, height: 7, width: 13 },
  { channels: 1, height: 18, width: 33 },
]

/** Line solves along both axes, of matrices in which the diagonal dominates; the coefficients are computed. */
export function tridiagonalCases(): PlanCase[] {
  return shapes.flatMap((shape) =>
    (['x', 'y'] as const).map((axis, index) => ({
      name: `tridiagonal along ${axis}: ${shape.channels}×${shape.height}×${shape.width}`,
      batch: 1 + 2 * index,
      build: (builder) => {
        const [b, l, u] = ['b', 'l', 'u'].map((name) => builder.input(name, shape))
        const [lower, upper] = [l!, u!].map((x) => builder.map('-1 + x/4', { x }))
        const diagonal = builder.map('3 + (l^2 + u^2)/8', { l: l!, u: u! })
        weighted(builder, builder.tridiagonal(b!, { axis, lower: lower!, diagonal, upper: upper! }))
      },
    })),
  )
}
