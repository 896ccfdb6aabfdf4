import { type Graph, GraphBuilder, parse } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import { channelOf, elementOf } from '../values/value.js'
import { PlanBuilder } from './plan-builder.js'

const shape = { channels: 2, height: 3, width: 4 }

function setup() {
  const builder = new PlanBuilder('float32')
  const u = builder.input('u', shape)
  const v = builder.input('v', { ...shape, channels: 1 })
  const small = builder.input('small', { ...shape, width: 2 })
  const k = builder.parameter('k', 6)
  const state = builder.state('s', shape)
  return { builder, u, v, small, k, state }
}

type Setup = ReturnType<typeof setup>

describe('PlanBuilder', () => {
  it('traces plain data that survives JSON', () => {
    const { builder, u, k } = setup()
    builder.output('y', builder.convolution(u, k, { width: 3 }))
    const plan = builder.finish()
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })

  it('lays parameters out one behind the other', () => {
    const { builder } = setup()
    builder.parameter('more', 4)
    const { parameters, parameterLength } = builder.finish()
    expect(parameters.map(({ name, offset, length }) => [name, offset, length])).toEqual([
      ['k', 0, 6],
      ['more', 6, 4],
    ])
    expect(parameterLength).toBe(10)
  })

  it('does not change a finished plan when the builder goes on', () => {
    const { builder, u, state } = setup()
    const plan = builder.finish()
    const before = JSON.stringify(plan)
    builder.update(state, builder.map('2*u', { u }))
    builder.parameter('more', 4)
    expect(JSON.stringify(plan)).toBe(before)
  })

  it('keeps its own copy of a shape', () => {
    const mutable = { ...shape }
    const builder = new PlanBuilder('float32')
    builder.input('u', mutable)
    mutable.width = 1000
    expect(builder.finish().inputs[0].shape).toEqual(shape)
  })

  it('goes on where a plan ends', () => {
    const { builder, u } = setup()
    const next = PlanBuilder.continuing(builder.finish())
    next.output('y', next.map('2*u', { u: next.signal(u.id) }))
    expect(next.finish().outputs).toHaveLength(1)
    expect(builder.finish().outputs).toHaveLength(0)
  })

  it('gives a map the channels of its signals, or those asked for', () => {
    const { builder, u, v } = setup()
    expect(builder.map('u*v', { u, v: channelOf(v, 0) }).shape).toEqual(shape)
    expect(builder.map('v', { v: channelOf(v, 0) }).shape.channels).toBe(1)
    expect(builder.map('v', { v: channelOf(v, 0) }, 5).shape.channels).toBe(5)
  })
})

/** A graph given as data that reads a name which every object inherits; the language itself refuses it. */
function inherited(): Graph {
  const graph = new GraphBuilder()
  return graph.finish([graph.apply('multiply', graph.input('u'), graph.input('toString'))])
}

describe('refusals', () => {
  it.each<[string, (setup: Setup) => unknown, string]>([
    ['a name twice', ({ builder }) => builder.input('u', shape), 'PLAN_DUPLICATE_NAME'],
    ['a parameter twice', ({ builder }) => builder.parameter('k', 1), 'PLAN_DUPLICATE_NAME'],
    ['a state twice', ({ builder }) => builder.stateVector('s', 1), 'PLAN_DUPLICATE_NAME'],
    ['no channels', ({ builder }) => builder.input('x', { ...shape, channels: 0 }), 'PLAN_SHAPE'],
    ['half a pixel', ({ builder }) => builder.input('x', { ...shape, width: 0.5 }), 'PLAN_SHAPE'],
    ['a NaN height', ({ builder }) => builder.input('x', { ...shape, height: Number.NaN }), 'PLAN_SHAPE'],
    [
      'a huge signal',
      ({ builder }) => builder.input('x', { channels: 2 ** 16, height: 2 ** 16, width: 1 }),
      'PLAN_SHAPE',
    ],
    ['an empty parameter', ({ builder }) => builder.parameter('p', 0), 'PLAN_VECTOR_LENGTH'],
    ['a huge parameter', ({ builder }) => builder.parameter('p', 2 ** 40), 'PLAN_VECTOR_LENGTH'],
    [
      'a kernel of another length',
      ({ builder, u, k }) => builder.convolution(u, k, { width: 5 }),
      'PLAN_KERNEL_LENGTH',
    ],
    ['a kernel without width', ({ builder, u, k }) => builder.convolution(u, k, { width: 0 }), 'PLAN_KERNEL_SIZE'],
    [
      'a centre outside',
      ({ builder, u, k }) => builder.convolution(u, k, { width: 3, centreX: 3 }),
      'PLAN_KERNEL_CENTRE',
    ],
    [
      'half a centre',
      ({ builder, u, k }) => builder.convolution(u, k, { width: 3, centreX: 0.5 }),
      'PLAN_KERNEL_CENTRE',
    ],
    [
      'an unknown boundary',
      ({ builder, u, k }) => builder.convolution(u, k, { width: 3, boundary: 'mirror' as never }),
      'PLAN_BOUNDARY',
    ],
    [
      'other channels than the geometry',
      ({ builder, u, v, k }) => builder.convolution(v, k, builder.geometry(u, { width: 3 })),
      'PLAN_CHANNELS',
    ],
    [
      'other channels in a transpose',
      ({ builder, u, k }) => builder.transposedConvolution(u, k, builder.geometry(u, { width: 3 })),
      'PLAN_CHANNELS',
    ],
    [
      'other space in a kernel gradient',
      ({ builder, u, small }) => builder.kernelGradient(u, small, builder.geometry(u, { outputChannels: 2, width: 3 })),
      'PLAN_SPACE',
    ],
    ['a formula with an unknown symbol', ({ builder, u }) => builder.map('u + w', { u }), 'FORMULA_SYMBOL'],
    [
      'a graph with an unknown operand',
      ({ builder, u }) => builder.map(parse('u + w', ['u', 'w']), { u }),
      'PLAN_OPERAND',
    ],
    ['an operand of the prototype', ({ builder, u }) => builder.map(inherited(), { u }), 'PLAN_OPERAND'],
    [
      'two outputs in map()',
      ({ builder, u }) => builder.map({ nodes: parse('u', ['u']).nodes, outputs: [0, 0] }, { u }),
      'PLAN_OUTPUTS',
    ],
    ['a map without a signal', ({ builder, k }) => builder.map('k', { k }), 'PLAN_MAP_SPACE'],
    ['a map of two sizes', ({ builder, u, small }) => builder.map('u + w', { u, w: small }), 'PLAN_MAP_SPACE'],
    ['a map of two channel numbers', ({ builder, u, v }) => builder.map('u + v', { u, v }), 'PLAN_MAP_CHANNELS'],
    [
      'a vector that is not one number a channel',
      ({ builder, u, k }) => builder.map('u*k', { u, k }),
      'PLAN_MAP_CHANNELS',
    ],
    ['a channel that is not there', ({ builder, u }) => builder.map('u', { u: channelOf(u, 2) }), 'PLAN_CHANNEL'],
    [
      'an element that is not there',
      ({ builder, u, k }) => builder.map('u*k', { u, k: elementOf(k, 6) }),
      'PLAN_ELEMENT',
    ],
    [
      'an element that is no number',
      ({ builder, u, k }) => builder.map('u*k', { u, k: elementOf(k, Number.NaN) }),
      'PLAN_ELEMENT',
    ],
    [
      'a value of another builder',
      ({ builder }) => builder.map('u', { u: { kind: 'signal', id: 99, shape } }),
      'PLAN_OPERAND_KIND',
    ],
    [
      'a vector as a signal',
      ({ builder, k }) => builder.sumOverChannels({ kind: 'signal', id: k.id, shape }),
      'PLAN_OPERAND_KIND',
    ],
    ['a dot of two shapes', ({ builder, u, v }) => builder.dot(u, v), 'PLAN_REDUCTION'],
    ['a sum of two signals', ({ builder, u }) => builder.perSample('sum', u, u), 'PLAN_REDUCTION'],
    ['a dot of one signal', ({ builder, u }) => builder.perSample('dot', u), 'PLAN_REDUCTION'],
    ['a slice beyond the end', ({ builder, u }) => builder.slice(u, 1, 2), 'PLAN_SLICE'],
    ['an empty slice', ({ builder, u }) => builder.slice(u, 0, 0), 'PLAN_SLICE'],
    ['nothing to concatenate', ({ builder }) => builder.concatenate([]), 'PLAN_CONCATENATE'],
    ['two sizes to concatenate', ({ builder, u, small }) => builder.concatenate([u, small]), 'PLAN_SPACE'],
    [
      'lines of another shape',
      ({ builder, u, v }) => builder.tridiagonal(u, { axis: 'x', lower: u, diagonal: v, upper: u }),
      'PLAN_TRIDIAGONAL',
    ],
    [
      'lines along no axis',
      ({ builder, u }) => builder.tridiagonal(u, { axis: 'z' as never, lower: u, diagonal: u, upper: u }),
      'PLAN_AXIS',
    ],
    [
      'lines without coefficients',
      ({ builder, u }) => builder.tridiagonal(u, { axis: 'x', along: 1 } as never),
      'PLAN_TRIDIAGONAL',
    ],
    ['an update of no state', ({ builder, u }) => builder.update(u, u), 'PLAN_NOT_A_STATE'],
    ['an update of another shape', ({ builder, state, v }) => builder.update(state, v), 'PLAN_STATE_SHAPE'],
    ['an update of another kind', ({ builder, state, k }) => builder.update(state, k), 'PLAN_STATE_SHAPE'],
    ['the output name gradient', ({ builder, u }) => builder.output('gradient', u), 'PLAN_RESERVED_NAME'],
  ])('%s', (_, act, code) => {
    expect(() => act(setup())).toThrow(expect.objectContaining({ code }))
  })
})
