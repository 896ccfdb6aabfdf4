import { elementOf } from '../../values/value.js'
import type { PlanCase } from './plan-case.js'
import { reducedShapes } from './reduced-shapes.js'

/** Formulas on what reductions give, read by a map. */
export function scalarsCases(): PlanCase[] {
  return reducedShapes.flatMap((shape) =>
    [1, 3].map((batch): PlanCase => {
      const size = `${shape.channels}×${shape.height}×${shape.width}, batch ${batch}`
      return {
        name: `scalars: ${size}`,
        batch,
        build: (builder) => {
          const [x, y] = [builder.input('x', shape), builder.input('y', shape)]
          const a = elementOf(builder.dot(x, x))
          const b = elementOf(builder.dot(y, y))
          const result = builder.scalars(['a/(a + b)', 'sqrt(a*b)', 'min(a, b)'], { a, b })
          builder.output('result', result)
          builder.output('next', builder.map('x - t*y', { x, y, t: elementOf(result, 0) }))
        },
      }
    }),
  )
}
