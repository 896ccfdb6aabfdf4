import { GraphBuilder, parse } from '@numeural/formula'
import type { PlanBuilder } from '../../builder/plan-builder.js'
import { channelOf, elementOf, type Operand } from '../../values/value.js'
import { type PlanCase, weighted } from './plan-case.js'

const shape = { channels: 3, height: 2, width: 11 }
const single = { ...shape, channels: 1 }

/** Every kind of operand that a map reads. */
const operands: Readonly<Record<string, (builder: PlanBuilder) => Operand>> = {
  signal: (builder) => builder.input('v', shape),
  channel: (builder) => channelOf(builder.input('v', { ...shape, channels: 4 }), 2),
  'single channel': (builder) => channelOf(builder.input('v', single), 0),
  vector: (builder) => builder.parameter('v', 3),
  element: (builder) => elementOf(builder.parameter('v', 5), 3),
  sample: (builder) => builder.perSample('sum', builder.map('v/10', { v: builder.input('v', shape) })),
  reduction: (builder) => elementOf(builder.sum(builder.map('v/10', { v: builder.input('v', shape) }))),
  'reduction per channel': (builder) => builder.sumPerChannel(builder.map('v/10', { v: builder.input('v', shape) })),
}

/** Operands of every kind, alone and in several roles; several outputs; values read more than once. */
export function mapOperandCases(): PlanCase[] {
  const kinds = Object.entries(operands).flatMap(([kind, make]) =>
    [1, 3].map(
      (batch): PlanCase => ({
        name: `map operand: ${kind}, batch ${batch}`,
        batch,
        build: (builder) =>
          weighted(builder, builder.map('u*v + u/(2 + v^2)', { u: builder.input('u', shape), v: make(builder) })),
      }),
    ),
  )
  return [
    ...kinds,
    {
      name: 'map operand: parameters alone, broadcast over a signal',
      batch: 3,
      build: (builder) =>
        weighted(builder, builder.map('v*v', { v: builder.parameter('v', 3), u: builder.input('u', shape) })),
    },
    {
      name: 'map: two channels read by a coupled formula',
      batch: 3,
      build: (builder) => {
        const v = builder.input('v', { ...shape, channels: 2 })
        weighted(builder, builder.map('v/(1 + x*x + y*y)', { v, x: channelOf(v, 0), y: channelOf(v, 1) }))
      },
    },
    {
      name: 'map: one signal under two names, read again later',
      batch: 1,
      build: (builder) => {
        const u = builder.input('u', shape)
        const square = builder.map('a*b', { a: u, b: u })
        weighted(builder, builder.map('u + s*t', { u, s: square, t: builder.map('2*s + u', { s: square, u }) }))
      },
    },
    {
      name: 'map: several outputs, one of them unused',
      batch: 3,
      build: (builder) => {
        const graph = new GraphBuilder()
        const outputs = ['u*k', 'sin(u) + k', 'u/k'].flatMap((text) => graph.insert(parse(text, ['u', 'k'])))
        const operands = { u: builder.input('u', shape), k: elementOf(builder.parameter('k', 1)) }
        const [first, second] = builder.maps(graph.finish(outputs), operands)
        weighted(builder, builder.map('a*b', { a: first!, b: second! }))
      },
    },
    {
      name: 'map: ten signals, five vectors and two numbers per sample',
      batch: 3,
      build: (builder) => {
        const signals = Object.fromEntries([...'abcdefghij'].map((name) => [name, builder.input(name, shape)]))
        const vectors = Object.fromEntries(
          [...'pqrst'].map((name) => [name, builder.sumPerChannel(builder.map('x/60', { x: signals.a! }), signals.b)]),
        )
        const samples = { y: builder.perSample('sum', signals.c!), z: builder.perSample('dot', signals.d!, signals.e) }
        const formula = 'a*p + b*q + c*r + d*s + e*t + tanh(f*g) + h*i/(1 + j*j) + y/60 + z/60'
        weighted(builder, builder.map(formula, { ...signals, ...vectors, ...samples }))
      },
    },
    {
      name: 'map: constant, and operands that it does not read',
      batch: 3,
      build: (builder) => weighted(builder, builder.map('2.5', { u: builder.input('u', shape) })),
    },
    {
      name: 'reduction per channel, read whole and by element',
      batch: 3,
      build: (builder) => {
        const u = builder.input('u', shape)
        const sums = builder.sumPerChannel(builder.map('u/60', { u }))
        const scaled = builder.map('u*s', { u, s: sums })
        const shifted = builder.map('v + a*b*u', { v: scaled, u, a: elementOf(sums, 1), b: elementOf(sums, 2) })
        weighted(builder, builder.map('sin(v)*s', { v: shifted, s: sums }))
      },
    },
    {
      name: 'parameter shared by three maps',
      batch: 3,
      build: (builder) => {
        const slope = builder.parameter('slope', 4)
        let u = builder.input('u', shape)
        for (const index of [0, 2, 0]) u = builder.map('tanh(k*u)', { u, k: elementOf(slope, index) })
        weighted(builder, u)
      },
    },
  ]
}
