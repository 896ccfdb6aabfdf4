import {
  charbonnier,
  constant,
  defineNonlinearity,
  peronaMalik,
  relu,
  standardNonlinearities,
  translate,
  truncatedQuadratic,
} from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { evaluate } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import { requireUnitAtZero, tensorGraph } from './tensor-graph.js'

const lambda = 0.93
const random = createRandom(2, 'gradients')
const gradients = Array.from({ length: 200 }, () => {
  const size = 10 ** (8 * random.uniform() - 5)
  return [size * random.normal(), size * random.normal()] as const
})

function tensorAt(graph: ReturnType<typeof tensorGraph>, ...gradient: readonly (readonly [number, number])[]) {
  const values: Record<string, number> = {}
  gradient.forEach(([p, q], channel) => {
    values[`P${channel}`] = p
    values[`Q${channel}`] = q
  })
  return evaluate(graph, values)
}

describe('one channel', () => {
  it('is I − ∇∇ᵀ/(λ²w(1 + w)) for Charbonnier', () => {
    const graph = tensorGraph(charbonnier, { lambda }, 1)
    for (const [p, q] of gradients) {
      const w = Math.sqrt(1 + (p * p + q * q) / lambda ** 2)
      const scale = 1 / (lambda ** 2 * w * (1 + w))
      const [a, b, c] = tensorAt(graph, [p, q])
      // The right-hand side loses digits by cancellation where the tensor is nearly singular: absolute tolerance.
      expect(a).toBeCloseTo(1 - p * p * scale, 12)
      expect(b).toBeCloseTo(-p * q * scale, 12)
      expect(c).toBeCloseTo(1 - q * q * scale, 12)
    }
  })

  it.each(standardNonlinearities.filter((each) => each !== relu))(
    'has eigenvalue g(|∇|) across the edge and 1 along it: $name',
    (nonlinearity) => {
      const values = Object.fromEntries(
        Object.entries(nonlinearity.parameters).map(([name, parameter]) => [name, parameter.default]),
      )
      const graph = tensorGraph(nonlinearity, values, 1)
      const g = translate(nonlinearity, 'diffusivity', { parameters: values })
      for (const [p, q] of gradients) {
        const r = Math.hypot(p, q)
        const [a, b, c] = tensorAt(graph, [p, q])
        const [x, y] = [p / r, q / r]
        expect(a * x + b * y).toBeCloseTo(g(r) * x, 9)
        expect(b * x + c * y).toBeCloseTo(g(r) * y, 9)
        expect(-a * y + b * x).toBeCloseTo(-y, 9)
        expect(-b * y + c * x).toBeCloseTo(x, 9)
      }
    },
  )

  it.each([charbonnier, peronaMalik, constant, truncatedQuadratic])(
    'is I where the gradient vanishes: $name',
    (each) => {
      const graph = tensorGraph(each, { lambda, theta: 1 }, 1)
      expect(tensorAt(graph, [0, 0])).toEqual([1, expect.closeTo(0, 300), 1])
      const [a, b, c] = tensorAt(graph, [1e-170, -1e-170])
      expect([a, b, c]).toEqual([1, expect.closeTo(0, 15), 1])
    },
  )

  it('stays positive definite for gradients up to 1e7', () => {
    const graph = tensorGraph(charbonnier, { lambda }, 1)
    const [a, b, c] = tensorAt(graph, [8e6, 6e6])
    // Eigenvalues g ≈ λ/1e7 and 1; the determinant is a difference of numbers of size 1.
    expect(a * c - b * b).toBeCloseTo(lambda / 1e7, 14)
  })
})

it('knows the closed form by the formula, not by the name', () => {
  const renamed = defineNonlinearity({
    name: 'inverse-root',
    parameters: { kappa: { default: 1, domain: 'positive' } },
    diffusivity: '1/sqrt(1 + (r/kappa)^2)',
  })
  expect(tensorGraph(renamed, { kappa: lambda }, 2)).toEqual(tensorGraph(charbonnier, { lambda }, 2))
})

describe('several channels', () => {
  const general = defineNonlinearity({
    name: 'charbonnier-again',
    parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
    diffusivity: '1/sqrt(1 + r^2/lambda^2)',
  })

  it('is (I + J/λ²)^(−½) with J the mean over the channels', () => {
    const graph = tensorGraph(charbonnier, { lambda }, 3)
    for (let index = 0; index < 198; index += 3) {
      const colours = gradients.slice(index, index + 3)
      const [a, b, c] = tensorAt(graph, ...colours)
      const mean = (f: (p: number, q: number) => number) => colours.reduce((total, [p, q]) => total + f(p, q) / 3, 0)
      const m = [
        1 + mean((p) => (p * p) / lambda ** 2),
        mean((p, q) => (p * q) / lambda ** 2),
        1 + mean((_, q) => (q * q) / lambda ** 2),
      ]
      // D M D = I; M reaches 1e6² in the largest entries, so compare D² with M⁻¹ instead.
      const determinant = m[0] * m[2] - m[1] ** 2
      const tolerance = 1e-9 * (1 + (m[0] * m[2]) / determinant)
      expect(Math.abs(a * a + b * b - m[2] / determinant)).toBeLessThan(tolerance)
      expect(Math.abs(a * b + b * c + m[1] / determinant)).toBeLessThan(tolerance)
      expect(Math.abs(b * b + c * c - m[0] / determinant)).toBeLessThan(tolerance)
    }
  })

  it.each([1, 2, 3])('agrees with the general formula on %d channels', (channels) => {
    const closed = tensorGraph(charbonnier, { lambda }, channels)
    const open = tensorGraph(general, { lambda }, channels)
    for (let index = 0; index + channels <= gradients.length; index += channels) {
      const colours = gradients.slice(index, index + channels)
      const expected = tensorAt(closed, ...colours)
      tensorAt(open, ...colours).forEach((value, entry) => {
        expect(value).toBeCloseTo(expected[entry], 7)
      })
    }
  })

  it('is isotropic for two orthogonal gradients of one size', () => {
    const [a, b, c] = tensorAt(tensorGraph(general, { lambda }, 2), [3, 4], [-4, 3])
    const g = 1 / Math.sqrt(1 + 12.5 / lambda ** 2)
    expect(a).toBeCloseTo(g, 14)
    expect(b).toBeCloseTo(0, 14)
    expect(c).toBeCloseTo(g, 14)
  })
})

it.each([
  [relu, 'TENSOR_DIFFUSIVITY'],
  [defineNonlinearity({ name: 'half', diffusivity: '0.5/(1 + r^2)' }), 'TENSOR_DIFFUSIVITY'],
  // Its flux is undefined at 0, which the nonlinearity itself refuses first.
  [defineNonlinearity({ name: 'singular', diffusivity: '1/abs(r)' }), 'NONLINEARITY_UNDEFINED'],
] as const)('refuses a diffusivity without g(0) = 1: %s', (nonlinearity, code) => {
  expect(() => requireUnitAtZero(nonlinearity, {})).toThrow(expect.objectContaining({ code }))
})
