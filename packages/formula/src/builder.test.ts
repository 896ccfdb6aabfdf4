import { describe, expect, it } from 'vitest'
import { GraphBuilder } from './builder.js'
import { evaluate } from './evaluate.js'
import { parse } from './parse.js'
import { substitute } from './substitute.js'

describe('GraphBuilder', () => {
  it('keeps equal subexpressions once, also with swapped arguments of commutative operations', () => {
    const graph = parse('(r + 1)*(1 + r) + exp(r + 1)', ['r'])
    expect(graph.nodes.filter(({ op }) => op === 'add')).toHaveLength(2)
    expect(graph.nodes.map(({ op }) => op)).toEqual(['input', 'constant', 'add', 'multiply', 'exp', 'add'])
  })

  it('folds constants as evaluation would, where the result is finite', () => {
    expect(parse('2*3 + 0.1 + 0.2', []).nodes).toEqual([{ op: 'constant', args: [], value: 6.3 }])
    expect(parse('1/0', []).nodes).toHaveLength(3)
    expect(parse('1 < 2 ? 5 : 1/0', []).nodes).toEqual([{ op: 'constant', args: [], value: 5 }])
  })

  it.each([
    ['r + 0', 'r'],
    ['0 + r', 'r'],
    ['r*1', 'r'],
    ['r/1', 'r'],
    ['r^1', 'r'],
    ['-(-r)', 'r'],
    ['r - 0', 'r'],
    ['(-r)*2', '-(r*2)'],
    ['min(r, r)', 'r'],
    ['r < 1 ? r : r', 'r'],
  ])('knows that %s is %s', (text, same) => {
    expect(parse(text, ['r']).nodes.length).toBe(parse(same, ['r']).nodes.length)
  })

  it('keeps NaN and infinities: 0*r, r - r and r/r stay', () => {
    for (const text of ['0*r', 'r - r', 'r/r'])
      expect(evaluate(parse(text, ['r']), { r: Infinity })).toEqual([Number.NaN])
  })

  it('drops what no output needs', () => {
    const builder = new GraphBuilder()
    const r = builder.input('r')
    builder.apply('exp', r)
    expect(builder.finish([builder.apply('sin', r)]).nodes.map(({ op }) => op)).toEqual(['input', 'sin'])
  })

  it('refuses what makes no graph', () => {
    const builder = new GraphBuilder()
    const r = builder.input('r')
    const condition = builder.apply('less', r, builder.constant(1))
    const invalid = expect.objectContaining({ code: 'GRAPH_INVALID' })
    expect(() => builder.constant(Number.NaN)).toThrow(invalid)
    expect(() => builder.apply('add', r)).toThrow(invalid)
    expect(() => builder.apply('add', r, condition)).toThrow(invalid)
    expect(() => builder.apply('select', r, r, r)).toThrow(invalid)
    expect(() => builder.apply('add', r, 99)).toThrow(invalid)
    expect(() => builder.apply('toString' as 'add', r, r)).toThrow(invalid)
    expect(() => builder.finish([condition])).toThrow(invalid)
    expect(() => builder.insert({ nodes: [{ op: 'sin', args: [0] }], outputs: [0] })).toThrow(invalid)
  })
})

describe('substitute', () => {
  it('replaces inputs all at once', () => {
    const graph = parse('r/lambda', ['r', 'lambda'])
    const swapped = substitute(graph, { r: parse('lambda', ['lambda']), lambda: parse('r', ['r']) })
    expect(evaluate(swapped, { r: 2, lambda: 8 })).toEqual([4])
    expect(evaluate(substitute(graph, { r: parse('r*r', ['r']), lambda: 2 }), { r: 3 })).toEqual([4.5])
  })

  it('takes inherited names for inputs like any other', () => {
    // The language refuses such a name; graphs that come as data may still hold one.
    const builder = new GraphBuilder()
    const sum = builder.apply('add', builder.input('constructor'), builder.constant(1))
    const graph = builder.finish([sum])
    expect(evaluate(substitute(graph, {}), { constructor: 2 } as unknown as Record<string, number>)).toEqual([3])
    expect(() => evaluate(graph, {})).toThrow(expect.objectContaining({ code: 'INPUT_MISSING' }))
  })

  it('refuses a replacement with several outputs', () => {
    const graph = parse('r', ['r'])
    expect(() => substitute(graph, { r: { nodes: graph.nodes, outputs: [0, 0] } })).toThrow(
      expect.objectContaining({ code: 'GRAPH_INVALID' }),
    )
  })
})
