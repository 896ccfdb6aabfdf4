import { elementOf } from '../../values/value.js'
import { type PlanCase, weighted } from './plan-case.js'

const shape = { channels: 2, height: 1, width: 9 }

/** States over several runs. */
export function stateCases(): PlanCase[] {
  return [1, 3].flatMap((batch): PlanCase[] => [
    {
      name: `signal state, batch ${batch}`,
      batch,
      runs: 3,
      build: (builder) => {
        const u = builder.state('u', shape)
        const next = builder.map('0.5*u + f', { u, f: builder.input('f', shape) })
        builder.update(u, next)
        builder.output('before', u)
        builder.output('after', next)
      },
    },
    {
      name: `states that change places, and a vector state, batch ${batch}`,
      batch,
      runs: 4,
      build: (builder) => {
        const [u, v] = [builder.state('u', shape), builder.state('v', shape)]
        const count = builder.stateVector('count', 1)
        builder.update(u, v)
        builder.update(v, builder.map('u + f + n', { u, f: builder.input('f', shape), n: elementOf(count) }))
        builder.update(count, builder.scalars(['n + 1'], { n: elementOf(count) }))
        builder.output('u', u)
        builder.output('v', v)
        builder.output('count', count)
      },
    },
    {
      name: `states of several sizes, batch ${batch}`,
      batch,
      runs: 5,
      build: (builder) => {
        const [u, small] = [
          builder.state('u', { ...shape, width: 700 }),
          builder.state('small', { ...shape, width: 1 }),
        ]
        const v = builder.state('v', { ...shape, width: 300 })
        builder.update(u, builder.map('u + 1', { u }))
        builder.update(small, builder.map('s + 2', { s: small }))
        builder.update(v, builder.map('v + 3', { v }))
        builder.output('u', u)
        builder.output('small', small)
        builder.output('v', v)
      },
    },
    {
      name: `state as a constant of the gradient, batch ${batch}`,
      batch,
      runs: 1,
      build: (builder) => {
        const u = builder.state('u', shape)
        const next = builder.map('u + k*f', {
          u,
          f: builder.input('f', shape),
          k: elementOf(builder.parameter('k', 1)),
        })
        builder.update(u, next)
        weighted(builder, next)
      },
    },
  ])
}
