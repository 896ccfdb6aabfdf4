import { elementOf } from '../../values/value.js'
import { type PlanCase, weighted, weightedVector } from './plan-case.js'
import { reducedShapes } from './reduced-shapes.js'

/** Reductions of every kind, over everything, per channel and per sample. */
export function reduceCases(): PlanCase[] {
  return reducedShapes.flatMap((shape) => [1, 3].flatMap((batch) => casesOf(shape, batch)))
}

function casesOf(shape: (typeof reducedShapes)[number], batch: number): PlanCase[] {
  const size = `${shape.channels}×${shape.height}×${shape.width}, batch ${batch}`
  return [
    {
      name: `sum: ${size}`,
      batch,
      build: (builder) => weightedVector(builder, builder.sum(builder.input('x', shape))),
    },
    {
      name: `dot: ${size}`,
      batch,
      build: (builder) => weightedVector(builder, builder.dot(builder.input('x', shape), builder.input('y', shape))),
    },
    {
      name: `dot of a signal with itself as the loss: ${size}`,
      batch,
      build: (builder) => {
        const x = builder.map('x^3 - k', { x: builder.input('x', shape), k: elementOf(builder.parameter('k', 1)) })
        builder.output('loss', builder.dot(x, x))
      },
    },
    {
      name: `sum per channel: ${size}`,
      batch,
      build: (builder) => weightedVector(builder, builder.sumPerChannel(builder.input('x', shape))),
    },
    {
      name: `dot per channel: ${size}`,
      batch,
      build: (builder) =>
        weightedVector(builder, builder.sumPerChannel(builder.input('x', shape), builder.input('y', shape))),
    },
    {
      name: `sum and dot per sample: ${size}`,
      batch,
      build: (builder) => {
        const [x, y] = [builder.input('x', shape), builder.input('y', shape)]
        const [s, d] = [builder.perSample('sum', x), builder.perSample('dot', x, y)]
        builder.output('sums', s)
        builder.output('dots', d)
        const scale = 1 / (shape.channels * shape.height * shape.width)
        weighted(builder, builder.map(`x*s*${scale} + tanh(d*${scale})`, { x, s, d }))
      },
    },
    {
      name: `maximum: ${size}`,
      batch,
      build: (builder) => {
        const x = builder.input('x', shape)
        builder.output('all', builder.maximum(x))
        builder.output('each', builder.perSample('maximum', x))
      },
    },
  ]
}
