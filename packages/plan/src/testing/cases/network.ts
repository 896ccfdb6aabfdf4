import { channelOf, elementOf, type Signal } from '../../values/value.js'
import { type PlanCase, weighted } from './plan-case.js'

/** Networks of a few blocks: shared and free kernels, coupled channels, a loss against a target. */
export function networkCases(): PlanCase[] {
  return [1, 3].flatMap((batch): PlanCase[] => [
    {
      name: `three blocks with one kernel, batch ${batch}`,
      batch,
      build: (builder) => {
        const options = { width: 3, outputChannels: 4 }
        const kernel = builder.parameter('kernel', 12)
        const scalars = builder.parameter('tau, lambda', 2)
        let u: Signal = builder.input('u', { channels: 1, height: 1, width: 29 })
        for (let block = 0; block < 3; block++) {
          const r = builder.convolution(u, kernel, options)
          const flux = builder.map('r/(1 + (r/l)^2)', { r, l: elementOf(scalars, 1) })
          const d = builder.transposedConvolution(flux, kernel, builder.geometry(u, options))
          u = builder.map('u - t*d/10', { u, d, t: elementOf(scalars, 0) })
        }
        weighted(builder, u)
      },
    },
    {
      name: `two coupled blocks in 2D against a target, batch ${batch}`,
      batch,
      build: (builder) => {
        const shape = { channels: 1, height: 7, width: 8 }
        const options = { height: 3, width: 3, outputChannels: 2 }
        let u: Signal = builder.input('u', shape)
        for (let block = 0; block < 2; block++) {
          const kernel = builder.parameter(`kernel${block}`, 18)
          const bias = builder.parameter(`bias${block}`, 2)
          const c = builder.map('c + b', { c: builder.convolution(u, kernel, options), b: bias })
          const norm = builder.sumOverChannels(builder.map('c^2', { c }))
          const flux = builder.map('c*exp(-s/20)', { c, s: channelOf(norm, 0) })
          const d = builder.transposedConvolution(flux, kernel, builder.geometry(u, options))
          u = builder.map('u - 0.05*d', { u, d })
        }
        const error = builder.map('u - t', { u, t: builder.input('target', shape) })
        builder.output('result', u)
        builder.output('loss', builder.sum(builder.map('e^2/56', { e: error })))
      },
    },
    {
      name: `one step of conjugate gradients, batch ${batch}`,
      batch,
      runs: 2,
      build: (builder) => {
        const shape = { channels: 1, height: 6, width: 6 }
        const [x, r, p] = [builder.state('x', shape), builder.state('r', shape), builder.state('p', shape)]
        const f = builder.input('f', shape)
        const start = builder.map('r + 0.1*f', { r, f })
        const direction = builder.map('p + r', { p, r: start })
        // No multiple of the identity, for which the residual would cancel to the last bit or not.
        const product = builder.map('(2 + f/4)*p', { p: direction, f })
        const rr = builder.dot(start, start)
        const pq = builder.dot(direction, product)
        const alpha = builder.scalars(['a/b'], { a: elementOf(rr), b: elementOf(pq) })
        const next = builder.map('r - a*q', { r: start, a: elementOf(alpha), q: product })
        builder.update(x, builder.map('x + a*p', { x, a: elementOf(alpha), p: direction }))
        builder.update(r, next)
        builder.update(p, direction)
        builder.output('residual', next)
        builder.output('alpha', alpha)
      },
    },
  ])
}
