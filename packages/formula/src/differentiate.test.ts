import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differentiate, withDerivatives } from './differentiate.js'
import { createEvaluator, evaluate } from './evaluate.js'
import { inputsOf } from './graph.js'
import { parse } from './parse.js'

const symbols = ['r', 'lambda']
const derivative = (text: string, r: number, lambda = 2): number =>
  evaluate(differentiate(parse(text, symbols), 'r'), { r, lambda })[0]

/** Central difference with Richardson extrapolation: error about 1e-10 for the smooth formulas below. */
function difference(text: string, r: number): number {
  const graph = parse(text, symbols)
  const at = (x: number): number => evaluate(graph, { r: x, lambda: 2 })[0]
  const central = (h: number): number => (at(r + h) - at(r - h)) / (2 * h)
  return (4 * central(5e-4) - central(1e-3)) / 3
}

describe('differentiate', () => {
  it.each([
    'r/(1 + r^2/lambda^2)',
    'r/sqrt(1 + r^2/lambda^2)',
    'r*exp(-r^2/(2*lambda^2))',
    '1 - exp(-3.31488/(r/lambda)^8)',
    'r^3',
    'r^-2',
    'r^0.5',
    'r^lambda',
    'lambda^r',
    'r^r',
    'r^(1/r)',
    '(1 + r^2)^1.5',
    'sqrt(r)',
    'exp(sin(r))',
    'expm1(r^2)',
    'log(1 + r)',
    'log1p(r^2)',
    'sin(r)*cos(r)',
    'tan(r/4)',
    'atan(r^2)',
    'sinh(r)',
    'cosh(r)',
    'tanh(r)',
    'abs(r - 3)*r',
    'min(r, 1/r)',
    'max(r^2, lambda*r)',
    'r < lambda ? r^2 : sin(r)',
    'sign(r)*r',
    '-r*(2 - r)/3',
    'r < 1 and r > 0.3 or not (r != 2.5) ? r^2 : -r^3',
  ])('agrees with central differences for %s', (text) => {
    for (const r of [0.37, 0.9, 1.21, 2.7]) {
      const expected = difference(text, r)
      // 1e-7 relative: the h^4 term of the difference for the steepest of these formulas
      expect(Math.abs(derivative(text, r) - expected)).toBeLessThan(1e-7 * (1 + Math.abs(expected)))
    }
  })

  it.each([
    ['max(0, r)', 0],
    ['max(r, 0)', 0],
    ['min(r, 0)', 0],
    ['min(0, r)', 0],
    ['max(r, 2*r)', 1],
    ['abs(r)', 0],
    ['sign(r)', 0],
    ['r == 0 ? 1 : 1/r', 0],
    ['r <= 0 ? 3*r : r^2', 3],
    ['r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8)', 0],
  ])('takes the piece that holds 0 for %s', (text, expected) => {
    expect(derivative(text, 0)).toBe(expected)
  })

  it('does not overflow float32 where the quotient rule with a squared denominator does', () => {
    const graph = differentiate(parse('r/(1 + r^2/lambda^2)', symbols), 'r')
    const evaluator = createEvaluator(graph, symbols)
    const out = new Float64Array(1)
    evaluator([1e15, 1], out)
    expect(out[0]).toBeCloseTo(-1e-30, 40)
    for (const node of graph.nodes) {
      if (node.op === 'constant') expect(Math.abs(node.value ?? 0)).toBeLessThan(10)
    }
  })

  it('shares subexpressions between values and derivatives', () => {
    const graph = withDerivatives(parse('exp(r*lambda)', symbols), ['r', 'lambda'])
    expect(graph.outputs).toHaveLength(3)
    expect(graph.nodes.filter((node) => node.op === 'exp')).toHaveLength(1)
    const [value, byR, byLambda] = evaluate(graph, { r: 0.5, lambda: 3 })
    expect([byR, byLambda]).toEqual([3 * value, 0.5 * value])
  })

  it('is zero for an input that is not read, even where a factor is infinite', () => {
    const graph = differentiate(parse('lambda*r', symbols), 'mu')
    expect(inputsOf(graph)).toEqual([])
    expect(evaluate(graph, {})).toEqual([0])
    expect(evaluate(differentiate(parse('r + 1/lambda', symbols), 'r'), { r: 1, lambda: 0 })).toEqual([1])
  })

  it('is linear', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (a, r) => {
        const graph = differentiate(parse('a*sin(r) + cos(r)', ['a', 'r']), 'r')
        expect(evaluate(graph, { a, r })[0]).toBeCloseTo(a * Math.cos(r) - Math.sin(r), 12)
      }),
    )
  })
})
