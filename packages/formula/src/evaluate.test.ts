import { describe, expect, it } from 'vitest'
import { createEvaluator, evaluate } from './evaluate.js'
import { parse } from './parse.js'
import { repeatedPower } from './repeated-power.js'

describe('evaluate', () => {
  it('means repeated multiplication by small constant integer exponents', () => {
    const fourth = 1.1 * 1.1 * (1.1 * 1.1)
    expect(evaluate(parse('r^8', ['r']), { r: 1.1 })[0]).toBe(fourth * fourth)
    const cube = -2.3 * -2.3 * -2.3
    expect(evaluate(parse('r^3', ['r']), { r: -2.3 })[0]).toBe(cube)
    expect(evaluate(parse('r^-3', ['r']), { r: -2.3 })[0]).toBe(1 / cube)
    expect(repeatedPower(3, 13)).toBe(3 ** 13)
    expect(evaluate(parse('r^p', ['r', 'p']), { r: -2, p: 3 })[0]).toBe(-8)
    expect(evaluate(parse('r^0.5', ['r']), { r: -2 })[0]).toBeNaN()
  })

  it('passes NaN through min and max, and compares with it as false', () => {
    const at = (text: string): number => evaluate(parse(text, ['r']), { r: Number.NaN })[0]
    expect(at('max(0, r)')).toBeNaN()
    expect(at('min(r, 0)')).toBeNaN()
    expect(at('r < 0 ? 1 : 2')).toBe(2)
    expect(at('not (r >= 0) ? 1 : 2')).toBe(1)
    expect(at('r != r ? 1 : 2')).toBe(1)
  })

  it('does not let the untaken branch in', () => {
    expect(evaluate(parse('r == 0 ? 1 : sqrt(-1)/r', ['r']), { r: 0 })).toEqual([1])
  })

  it('runs again and again, with names in any order', () => {
    const run = createEvaluator(parse('r/lambda', ['r', 'lambda']), ['lambda', 'unused', 'r'])
    const out = new Float64Array(1)
    for (let k = 1; k < 4; k++) {
      run([k, Number.NaN, 6], out)
      expect(out[0]).toBe(6 / k)
    }
  })

  it('refuses missing inputs, short outputs and graphs in no order', () => {
    const graph = parse('r*lambda', ['r', 'lambda'])
    expect(() => evaluate(graph, { r: 1 })).toThrow(expect.objectContaining({ code: 'INPUT_MISSING' }))
    const run = createEvaluator(graph, ['r', 'lambda'])
    expect(() => run([1, 2], new Float64Array(0))).toThrow(expect.objectContaining({ code: 'OUTPUTS_TOO_SHORT' }))
    const cyclic = { nodes: [{ op: 'sin' as const, args: [0] }], outputs: [0] }
    expect(() => evaluate(cyclic, {})).toThrow(expect.objectContaining({ code: 'GRAPH_INVALID' }))
  })
})
