import { elementOf } from '../values/value.js'
import { type PlanCase, weighted, weightedVector } from './plan-case.js'

const shapes = [
  { channels: 1, height: 1, width: 1 },
  { channels: 3, height: 1, width: 13 },
  { channels: 2, height: 5, width: 9 },
  { channels: 1, height: 1, width: 4099 },
]

/** Reductions of every kind, over everything, per channel and per sample; formulas on scalars. */
export function reductionCases(): PlanCase[] {
  return shapes.flatMap((shape) => [1, 3].flatMap((batch) => casesOf(shape, batch)))
}

function casesOf(shape: (typeof shapes)[number], batch: number): PlanCase[] {
  const size = `${shape.channels}×${shape.height}×${shape.width}, batch ${batch}`
  return [
    {
      name: `sum: ${size}`,
      operation: 'reduction',
      batch,
      build: (builder) => weightedVector(builder, builder.sum(builder.input('x', shape))),
    },
    {
      name: `dot: ${size}`,
      operation: 'reduction',
      batch,
      build: (builder) => weightedVector(builder, builder.dot(builder.input('x', shape), builder.input('y', shape))),
    },
    {
      name: `dot of a signal with itself as the loss: ${size}`,
      operation: 'reduction',
      batch,
      build: (builder) => {
        const x = builder.map('x^3 - k', { x: builder.input('x', shape), k: elementOf(builder.parameter('k', 1)) })
        builder.output('loss', builder.dot(x, x))
      },
    },
    {
      name: `sum per channel: ${size}`,
      operation: 'reduction',
      batch,
      build: (builder) => weightedVector(builder, builder.sumPerChannel(builder.input('x', shape))),
    },
    {
      name: `dot per channel: ${size}`,
      operation: 'reduction',
      batch,
      build: (builder) =>
        weightedVector(builder, builder.sumPerChannel(builder.input('x', shape), builder.input('y', shape))),
    },
    {
      name: `sum and dot per sample: ${size}`,
      operation: 'reduction',
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
      operation: 'reduction',
      batch,
      build: (builder) => {
        const x = builder.input('x', shape)
        builder.output('all', builder.maximum(x))
        builder.output('each', builder.perSample('maximum', x))
      },
    },
    {
      name: `scalars: ${size}`,
      operation: 'scalars',
      batch,
      build: (builder) => {
        const [x, y] = [builder.input('x', shape), builder.input('y', shape)]
        const a = elementOf(builder.dot(x, x))
        const b = elementOf(builder.dot(y, y))
        const result = builder.scalars(['a/(a + b)', 'sqrt(a*b)', 'min(a, b)'], { a, b })
        builder.output('result', result)
        builder.output('next', builder.map('x - t*y', { x, y, t: elementOf(result, 0) }))
      },
    },
  ]
}
