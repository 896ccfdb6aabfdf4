import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivativesOf, differentiate, withDerivatives } from './differentiate.js'
import { createEvaluator, evaluate } from './evaluate.js'
import { type Graph, inputsOf } from './graph.js'
import { parse } from './parse.js'
import { seededRandom } from './testing/seeded-random.js'
import { toText } from './text.js'

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

/** A formula with roots, magnitudes and ends of pieces at 0 and ±1. */
function singularFormula(random: () => number, depth: number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] as string
  const inner = (): string => singularFormula(random, depth - 1)
  const leaves = ['r', 'abs(r)', '2', 'lambda', 'r^2', '(1 - r^2)', 'max(0, 1 - r^2)', 'max(0, 1 - abs(r))']
  const choice = depth <= 0 ? 0 : random()
  if (choice < 0.1) return pick(leaves)
  if (choice < 0.35) return `(${inner()}*${inner()})`
  if (choice < 0.5) return `(${inner()} ${pick(['+', '-', '/'])} ${inner()})`
  if (choice < 0.65) return `sqrt(abs(${inner()}))`
  if (choice < 0.75) return `abs(${inner()})^${pick(['0.5', '1.5', '3', '(-1)', '(-0.5)', 'lambda'])}`
  if (choice < 0.85) return `exp(-${inner()}/max(0, 1 - r^2))`
  return `${pick(['tanh', 'atan', 'expm1', 'sin', 'cos', 'exp'])}(${inner()})`
}

/** The slope at a point from both sides, if difference quotients settle on one. */
function slopeBetween(graph: Graph, r: number): number | undefined {
  const at = (x: number): number => evaluate(graph, { r: x, lambda: 1.5 })[0] as number
  const [far, near] = [1e-5, 1e-6].map((h) => [1, -1].map((side) => (at(r + side * h) - at(r)) / (side * h)))
  const all = [...(far as number[]), ...(near as number[])]
  const spread = Math.max(...all) - Math.min(...all)
  return spread < 1e-3 * (1 + Math.abs(all[2] as number)) ? all[2] : undefined
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

  const inf = Number.POSITIVE_INFINITY
  it.each<[string, number, number, number]>([
    // formula, r, d/dr, d/dλ at λ = 2: flat beyond the end of a piece, and at the end
    ['sqrt(max(0, 1 - r^2))', 2, 0, 0],
    ['sqrt(max(0, 1 - (r/lambda)^2))', 3, 0, 0],
    ['max(0, 1 - (r/lambda)^2)^0.5', -3, 0, 0],
    ['max(0, 1 - (r/lambda)^2)^lambda', 2, 0, 0],
    ['r*sqrt(max(0, 1 - abs(r)/lambda))', 5, 0, 0],
    ['exp(-1/max(0, 1 - (r/lambda)^2))', 2, 0, 0],
    ['exp(-1/max(0, 1 - (r/lambda)^2))', 3, 0, 0],
    ['abs(r) <= lambda ? exp(-1/(1 - (r/lambda)^2)) : 0', 2, 0, 0],
    ['abs(r) <= 1 ? (1 - r^2)*sqrt(1 - r^2) : 0', 1, 0, 0],
    ['abs(r) <= 1 ? sqrt(1 - r^2)^3 : 0', -1, 0, 0],
    ['abs(r) <= 1 ? sqrt(1 - r^2)^2 : 0', 1, -2, 0],
    ['log(max(1e-6, abs(r)))', 0, 0, 0],
    // an infinite inner derivative at 0, whose factor is 0
    ['r*sqrt(abs(r))', 0, 0, 0],
    ['r*sqrt(abs(r)/lambda)', 0, 0, 0],
    ['r*abs(r)^0.5', 0, 0, 0],
    ['r*abs(r)^lambda', 0, 0, 0],
    ['r*(r^2)^0.25', 0, 0, 0],
    ['r*sqrt(r)', 0, 0, 0],
    ['r/(1 + sqrt(abs(r)/lambda))', 0, 1, 0],
    ['r/(1 + sqrt(r))', 0, 1, 0],
    ['r*exp(-sqrt(abs(r)))', 0, 1, 0],
    ['r*exp(lambda*log(abs(r)))', 0, 0, 0],
    ['sqrt(r)*sqrt(r)', 0, 1, 0],
    // a symmetric kink
    ['sqrt(abs(r))', 0, 0, 0],
    ['sqrt(r^2)', 0, 0, 0],
    ['abs(r)^lambda', 0, 0, 0],
    // an odd function without a kink, written with a sign
    ['sign(r)*abs(r)', 0, 1, 0],
    ['sign(r)*log1p(abs(r)/lambda)', 0, 0.5, 0],
    ['-sign(r)*expm1(-abs(r)/lambda)', 0, 0.5, 0],
    ['sign(r)*2*abs(r)/(lambda + abs(r))', 0, 1, 0],
    ['sign(r)*sqrt(r^2)', 0, 1, 0],
    ['sign(r)*sqrt(abs(r))', 0, inf, 0],
    ['sign(r)*max(0, abs(r) - lambda)', 0, 0, 0],
    // infinite inside, but the function around it saturates
    ['exp(-(lambda/r)^2)', 0, 0, 0],
    ['exp(-lambda/abs(r))', 0, 0, 0],
    ['tanh((lambda/r)^2)', 0, 0, 0],
    ['atan((lambda/r)^2)', 0, 0, 0],
    ['1/(1 + (lambda/r)^2)', 0, 0, 0],
    ['(1 + (lambda/r)^2)^-1', 0, 0, 0],
    ['1/sqrt(1 + (lambda/r)^2)', 0, 0, 0],
    ['r/(1 + lambda/abs(r))', 0, 0, 0],
    ['tanh(exp(1/max(0, 1 - r^2)))', 2, 0, 0],
    // an exponential that overflows
    ['1/(1 + exp(-r))', -1000, 0, 0],
    ['r/(1 + exp(-r))', -1000, 0, 0],
    ['2/(1 + exp(-2*r/lambda)) - 1', -1000, 0, 0],
    ['r/(1 + exp(abs(r)/lambda))', 2000, 0, 0],
    ['1/cosh(r/lambda)^2', 2000, 0, 0],
    ['r/cosh(r/lambda)', 2000, 0, 0],
    ['r/expm1(abs(r)/lambda)', 2000, 0, 0],
    ['log(cosh(r))', 1000, 1, 0],
  ])('is the limit where 0 meets infinity: %s at %f', (text, r, byR, byLambda) => {
    const graph = parse(text, symbols)
    const values = { r, lambda: 2 }
    // 0 + x, since -0 is as good
    expect(0 + evaluate(differentiate(graph, 'r'), values)[0]).toBe(byR)
    expect(0 + evaluate(differentiate(graph, 'lambda'), values)[0]).toBe(byLambda)
    const all = evaluate(withDerivatives(graph, ['r', 'lambda'], { nonzero: [] }), values)
    expect(all.slice(1).map((value) => 0 + value)).toEqual([byR, byLambda])
  })

  it('stays infinite, or no number, where no limit is known', () => {
    // from the left
    expect(derivative('sqrt(1 - r)', 1)).toBe(-inf)
    // x/(x + 1) has the slope 1 at 0, which this form does not show
    expect(derivative('1/(1 + 1/r)', 0)).toBeNaN()
  })

  it('says which derivatives may be infinite', () => {
    const of = (text: string): boolean[] => [...derivativesOf(parse(text, symbols), symbols, {}).mayBeInfinite]
    expect(of('r/(1 + r^2)*lambda')).toEqual([false, false])
    expect(of('r*sqrt(abs(r))')).toEqual([false, false])
    expect(of('lambda*sqrt(r)')).toEqual([true, false])
  })

  it('costs nothing where all is smooth', () => {
    for (const text of ['r/sqrt(1 + (r/lambda)^2)', 'r/(1 + (r/lambda)^2)', 'r*exp(-(r/lambda)^2/2)'])
      expect(toText(differentiate(parse(text, symbols), 'r'))).not.toContain('?')
  })

  it('meets the limit of difference quotients wherever random formulas are smooth enough', () => {
    const random = seededRandom(11)
    let checked = 0
    for (let k = 0; k < 4000; k++) {
      const graph = parse(singularFormula(random, 1 + (k % 3)), symbols)
      const slope = differentiate(graph, 'r')
      for (const r of [0, 1, -1, 2]) {
        const limit = slopeBetween(graph, r)
        if (limit === undefined) continue
        const [found] = evaluate(slope, { r, lambda: 1.5 })
        // 3e-3: quotients of step 1e-6 next to a root of third order
        if (!Number.isNaN(found)) expect(Math.abs(found - limit)).toBeLessThan(3e-3 * (1 + Math.abs(limit)))
        checked += Number.isNaN(found) ? 0 : 1
      }
    }
    expect(checked).toBeGreaterThan(5000)
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
