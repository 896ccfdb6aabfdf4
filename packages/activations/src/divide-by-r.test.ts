import { evaluate, parse, toText } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import {
  defineNonlinearity,
  diffusivityFromActivation,
  diffusivityGraph,
  fluxDerivativeGraph,
  fluxGraph,
  standardNonlinearities,
  translate,
} from './index.js'

const divide = (text: string) => diffusivityFromActivation(parse(text, ['r', 'lambda']))

describe('Φ(r)/r', () => {
  it('takes a factor r out', () => {
    expect(toText(divide('r/(1 + r^2)'))).toBe('1/(1 + r^2)')
    expect(toText(divide('r - r^3'))).toBe('1 - r^2')
    expect(toText(divide('abs(r)*r'))).toBe('abs(r)')
    expect(toText(divide('r == 0 ? 0 : r/(1 + r^2)'))).toBe('1/(1 + r^2)')
  })

  it.each<[string, (r: number) => number]>([
    ['r/(1 + r^2)', (r) => 1 / (1 + r * r)],
    ['tanh(2*r)', (r) => (r === 0 ? 2 : Math.tanh(2 * r) / r)],
    ['sin(r)*exp(-r^2)', (r) => (r === 0 ? 1 : (Math.sin(r) / r) * Math.exp(-r * r))],
    ['expm1(r) - expm1(-r)', (r) => (r === 0 ? 2 : (2 * Math.sinh(r)) / r)],
    ['max(-1, min(1, r))', (r) => (Math.abs(r) <= 1 ? 1 : 1 / Math.abs(r))],
    ['log((1 + exp(r))/(1 + exp(-r)))', () => 1],
  ])('of %s has its limit at 0', (text, exact) => {
    const graph = divide(text)
    for (const r of [0, 1, -1, 0.3, -3]) {
      // a few roundings
      expect(evaluate(graph, { r, lambda: 1 })[0]).toBeCloseTo(exact(r), 14)
    }
  })

  it.each([1e-300, 1e-30, 1e-12, 1e-9, 1e-6, 1e-3])('of sums of products keeps its digits at r = %f', (r) => {
    // r − sin-like forms would cancel if they were divided as they stand
    expect(evaluate(divide('r*(1 - r^2) + tanh(r)'), { r })[0]).toBeCloseTo(2, r < 1e-2 ? 5 : 2)
    expect(Math.abs(evaluate(divide('tanh(r)'), { r })[0] - 1)).toBeLessThanOrEqual(r * r)
  })

  it('works with shrinkage functions, tiny r included', () => {
    const definition = { parameters: { lambda: { default: 1, domain: 'positive' } } } as const
    const shrinkage = 'r*(1 - 1/sqrt(1 + 2*(r/lambda)^2))'
    const g = translate(defineNonlinearity({ name: 'x', ...definition, shrinkage }), 'diffusivity')
    for (const r of [0, 1e-12, 1e-9, 1e-6, 1e-3, 0.5]) expect(Math.abs(g(r) - 1 / Math.hypot(1, r))).toBeLessThan(1e-15)
  })
})

describe('a formula by sign and magnitude', () => {
  const parameters = { lambda: { default: 2, domain: 'positive' } } as const
  it.each([
    ['activation', 'sign(r)*log1p(abs(r))', 1],
    ['activation', '-sign(r)*expm1(-abs(r))', 1],
    ['activation', 'sign(r)*abs(r)', 1],
    ['activation', 'sign(r)*min(1, abs(r)/lambda)', 0.5],
    ['activation', 'lambda*sign(r/lambda)*tanh(abs(r/lambda))', 1],
    ['activation', 'r < 0 ? -log1p(-r) : r > 0 ? log1p(r) : 0', 1],
    ['activation', 'sign(r)*r^2/(1 + r^2)', 0],
    ['regulariser', 'abs(r) - log1p(abs(r))', 0.5],
    ['regulariser', '2*(abs(r) - log1p(abs(r)))', 1],
    ['regulariser', '(1 + abs(r))*log1p(abs(r)) - abs(r)', 0.5],
    ['activation', 'sign(r)*sqrt(abs(r))', Number.POSITIVE_INFINITY],
    ['activation', 'sign(r)*abs(r)^0.5', Number.POSITIVE_INFINITY],
    ['regulariser', 'abs(r)^1.5', Number.POSITIVE_INFINITY],
  ] as const)('has its limit at 0: %s %s', (face, formula, limit) => {
    const nonlinearity = defineNonlinearity({ name: 'x', parameters, [face]: formula })
    expect(translate(nonlinearity, 'diffusivity')(0)).toBe(limit)
    expect(evaluate(fluxDerivativeGraph(nonlinearity), { r: 0, lambda: 2 })[0]).toBe(limit)
  })

  it('keeps its convention where the flux is not odd', () => {
    const magnitude = defineNonlinearity({ name: 'x', activation: 'abs(r)', activationOnly: true })
    expect(translate(magnitude, 'diffusivity')(0)).toBe(0)
  })
})

describe('in float32', () => {
  it.each(standardNonlinearities.map((each) => [each.name, each] as const))(
    '%s stays finite up to 1e6 λ',
    (_name, each) => {
      for (const graph of [fluxGraph(each), diffusivityGraph(each)]) {
        for (const scale of [1e-3, 1, 1e4]) {
          for (const multiple of [0, 1e-6, 1, 1e3, 1e6]) {
            expect(float32(graph, { r: multiple * scale, lambda: scale, theta: scale })).toSatisfy(Number.isFinite)
          }
        }
      }
    },
  )
})

/** Evaluates node by node, every intermediate value rounded to float32; an overflow shows as Infinity or NaN. */
function float32(graph: ReturnType<typeof fluxGraph>, values: Record<string, number>): number {
  const known: Record<string, number> = {}
  graph.nodes.forEach((node, index) => {
    if (node.op === 'input') known[`n${index}`] = Math.fround(values[node.name as string])
  })
  const results: number[] = []
  graph.nodes.forEach((node, index) => {
    if (node.op === 'input') results.push(known[`n${index}`])
    else if (node.op === 'constant') results.push(Math.fround(node.value as number))
    else {
      const [a, b, c] = node.args.map((arg) => results[arg])
      results.push(Math.fround(apply(node.op, a, b, c)))
    }
  })
  return results[graph.outputs[0]]
}

function apply(op: string, a: number, b: number, c: number): number {
  const text: Record<string, string> = {
    add: 'a + b',
    subtract: 'a - b',
    multiply: 'a*b',
    divide: 'a/b',
    negate: '-a',
    power: 'a^b',
    abs: 'abs(a)',
    sqrt: 'sqrt(a)',
    exp: 'exp(a)',
    sign: 'sign(a)',
    max: 'max(a, b)',
    lessOrEqual: 'a <= b ? 1 : 0',
    greater: 'a > b ? 1 : 0',
    equal: 'a == b ? 1 : 0',
    select: 'a != 0 ? b : c',
  }
  if (text[op] === undefined) throw new Error(`${op} is not expected here`)
  return evaluate(parse(text[op], ['a', 'b', 'c']), { a, b, c })[0]
}
