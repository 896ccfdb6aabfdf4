import { constant, peronaMalik } from '@numeural/activations'
import { certify, certifyScheme } from '@numeural/certificates'
import { type Boundary, createBackend, createRandom, PlanBuilder } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import type { SchemeNetwork } from '../network/block-network.js'
import { modelOf } from '../network/model.js'
import type { SchemeNetworkOptions } from '../network/options.js'
import { schemeNetwork } from '../network/scheme-network.js'
import { rigorousNorm } from '../norm/rigorous-norm.js'
import { explicit } from '../scheme/explicit.js'
import { runNetwork } from '../testing/run-network.js'
import { derivativeKernel, type FixedKernel } from './derivative-kernel.js'
import { filterBank } from './filter-bank.js'

const none = new Float64Array(0)
const linear = (
  options: Partial<SchemeNetworkOptions> & Pick<SchemeNetworkOptions, 'kernel'>,
  tau: number,
): SchemeNetwork =>
  schemeNetwork({
    scheme: explicit,
    activation: constant,
    dimension: 1,
    blocks: 1,
    boundary: 'periodic',
    parameters: { tau: { initial: tau, trainable: false } },
    ...options,
  })
const step = (network: SchemeNetwork, u: Float64Array, height = 1): Promise<Float64Array> =>
  runNetwork(network, network.parametrisation.effective(none), u, { channels: 1, height, width: u.length / height })
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index])))

/** |Σ k_j e^{iω(j − c)}|², the symbol of KᵀK. */
function symbol({ values, width, centreX, centreY }: FixedKernel, overX: number, overY = 0): number {
  let [re, im] = [0, 0]
  values.forEach((value, tap) => {
    const phase = overX * ((tap % width) - centreX) + overY * (Math.floor(tap / width) - centreY)
    re += value * Math.cos(phase)
    im += value * Math.sin(phase)
  })
  return re * re + im * im
}

describe('derivativeKernel', () => {
  test('is the known differences', () => {
    const numbers = (...coefficients: number[]) => derivativeKernel({ coefficients }).values
    expect(numbers(1)).toEqual([1])
    expect(numbers(0, 1)).toEqual([-1, 1])
    expect(numbers(0, 0, 1)).toEqual([1, -2, 1])
    expect(numbers(0, 0, 0, 1)).toEqual([-1, 3, -3, 1])
    expect(numbers(0, 0, 0, 0, 1)).toEqual([1, -4, 6, -4, 1])
    expect(numbers(3, 10, 100)).toEqual([100, 3 - 10 - 200, 10 + 100])
    const laplacian = derivativeKernel({ coefficients: [[0, 0, 1], [0], [1]] })
    expect(laplacian).toEqual({ width: 3, height: 3, centreX: 1, centreY: 1, values: [0, 1, 0, 1, -4, 1, 0, 1, 0] })
  })

  test.each([1, 2, 3, 4, 5])(
    'differentiates x^%i, and everything lower, exactly on a grid of size h',
    async (order) => {
      const gridSize = 0.5
      const kernel = derivativeKernel({ coefficients: [...new Array(order).fill(0), 1], gridSize })
      const u = Float64Array.from({ length: 24 }, (_, i) => (i * gridSize) ** order)
      const factorial = Array.from({ length: order }, (_, m) => m + 1).reduce((a, b) => a * b, 1)
      for (let i = 6; i < 18; i++) {
        const response = kernel.values.reduce((sum, value, tap) => sum + value * u[i + tap - kernel.centreX], 0)
        // Numbers up to 12⁵ over h⁵: 1e-8 is far above their rounding.
        expect(Math.abs(response - factorial)).toBeLessThan(1e-8)
      }
    },
  )

  test.each([
    [[]],
    [[[0, 1], []]],
    [[0, Number.NaN]],
    [[0, Number.POSITIVE_INFINITY]],
    [new Array(40).fill(1)],
    [[0, '1'] as unknown as number[]],
  ])('refuses the coefficients %j', (coefficients) => {
    expect(() => derivativeKernel({ coefficients })).toThrow(expect.objectContaining({ code: 'DERIVATIVE_KERNEL' }))
  })
  test.each([0, -1, Number.NaN, 1e-300])('refuses the grid size %s', (gridSize) => {
    const refused = expect.objectContaining({ code: 'DERIVATIVE_KERNEL' })
    expect(() => derivativeKernel({ coefficients: [0, 0, 1], gridSize })).toThrow(refused)
  })
})

describe('linear diffusion of order 2M', () => {
  const operators: readonly (readonly number[])[] = [
    [0, 1],
    [0, 0, 1],
    [0, 0, 0, 1],
    [0, 0, 0, 0, 1],
    [0.3, -1, 0.5],
    [0, 2, 0, 1],
  ]
  test.each(operators.map((coefficients) => [coefficients]))(
    'α = %j: periodic waves decay by 1 − τ|symbol|²',
    async (coefficients) => {
      const [length, gridSize] = [32, 0.8]
      const kernel = derivativeKernel({ coefficients, gridSize })
      const tau = 1 / rigorousNorm(kernel.values, linear({ kernel }, 1).geometry) ** 2
      for (const k of [0, 1, 5, 16]) {
        const omega = (2 * Math.PI * k) / length
        const u = Float64Array.from({ length }, (_, i) => Math.cos(omega * i + 0.4))
        const decayed = u.map((value) => value * (1 - tau * symbol(kernel, omega)))
        expect(furthest(await step(linear({ kernel }, tau), u), decayed)).toBeLessThan(1e-13)
      }
    },
  )

  test.each([1, 2, 3, 4])(
    '∂^%i has the symbol (2 sin(ω/2)/h)^2M, also away from reflecting boundaries',
    async (order) => {
      const [length, gridSize, omega] = [64, 2, 0.7]
      const kernel = derivativeKernel({ coefficients: [...new Array(order).fill(0), 1], gridSize })
      const tau = 0.3 * gridSize ** (2 * order) * 4 ** -order
      const u = Float64Array.from({ length }, (_, i) => Math.sin(omega * i))
      const result = await step(linear({ kernel, boundary: 'reflecting' }, tau), u)
      const decay = 1 - tau * ((2 * Math.sin(omega / 2)) / gridSize) ** (2 * order)
      const inner = (data: Float64Array): Float64Array => data.subarray(2 * order, length - 2 * order)
      expect(furthest(inner(result), inner(u.map((value) => decay * value)))).toBeLessThan(1e-13)
    },
  )

  test('the second difference keeps the cosines of reflecting boundaries everywhere', async () => {
    const length = 20
    const kernel = derivativeKernel({ coefficients: [0, 0, 1] })
    for (const k of [1, 7, 19]) {
      const u = Float64Array.from({ length }, (_, i) => Math.cos((Math.PI * k * (i + 0.5)) / length))
      const decay = 1 - 0.1 * (2 * Math.sin((Math.PI * k) / (2 * length))) ** 4
      const result = await step(linear({ kernel, boundary: 'reflecting' }, 0.1), u)
      expect(
        furthest(
          result,
          u.map((value) => decay * value),
        ),
      ).toBeLessThan(1e-13)
    }
  })

  test('in 2D: the biharmonic operator, and a bank of second derivatives, which has the same symbol', async () => {
    const size = 16
    const laplacian = derivativeKernel({ coefficients: [[0, 0, 1], [0], [1]] })
    const mixed = derivativeKernel({ coefficients: [[0], [0, Math.SQRT2]] })
    const bank = filterBank([
      derivativeKernel({ coefficients: [0, 0, 1] }),
      derivativeKernel({ coefficients: [[0], [0], [1]] }),
      mixed,
    ])
    const [overX, overY] = [(2 * Math.PI * 3) / size, (2 * Math.PI * 5) / size]
    const u = Float64Array.from({ length: size * size }, (_, i) =>
      Math.cos(overX * (i % size) + overY * Math.floor(i / size) + 0.2),
    )
    const squares = (4 * Math.sin(overX / 2) ** 2 + 4 * Math.sin(overY / 2) ** 2) ** 2
    expect(symbol(laplacian, overX, overY)).toBeCloseTo(squares, 12)
    const decayed = u.map((value) => value * (1 - 0.01 * squares))
    const plane = { dimension: 2, boundary: 'periodic' } as const
    expect(furthest(await step(linear({ ...plane, kernel: laplacian }, 0.01), u, size), decayed)).toBeLessThan(1e-13)
    // (∂xx)² + 2(∂xy)² + (∂yy)² = (∂xx + ∂yy)².
    expect(furthest(await step(linear({ ...plane, ...bank }, 0.01), u, size), decayed)).toBeLessThan(1e-13)
  })
})

describe('K and its transpose', () => {
  test.each(['reflecting', 'zero', 'periodic'] as const)('⟨Ku, v⟩ = ⟨u, Kᵀv⟩ with %s boundaries', async (boundary) => {
    const banks: readonly (readonly [1 | 2, ReturnType<typeof filterBank>])[] = [
      [
        1,
        filterBank([derivativeKernel({ coefficients: [0.5, -1, 2, 1] }), derivativeKernel({ coefficients: [0, 1] })]),
      ],
      [
        2,
        filterBank(
          [
            derivativeKernel({
              coefficients: [
                [0, 0, 1],
                [0, 3],
              ],
            }),
            derivativeKernel({ coefficients: [[0], [1]] }),
          ],
          2,
        ),
      ],
    ]
    for (const [dimension, bank] of banks) {
      const { left, right } = await innerProducts(dimension, bank, boundary)
      expect(Math.abs(left - right)).toBeLessThan(1e-12 * Math.abs(left))
    }
  })

  test('a bank on several channels is the same filters on each of them', async () => {
    const filters = [derivativeKernel({ coefficients: [0, 0, 1] }), derivativeKernel({ coefficients: [0, 1] })]
    const values = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i * i))
    const nonlinear = { activation: peronaMalik, boundary: 'reflecting' } as const
    const three = linear({ ...nonlinear, ...filterBank(filters, 2), lifting: 'none' }, 0.05)
    const one = linear({ ...nonlinear, ...filterBank(filters) }, 0.05)
    const together = await runNetwork(
      three,
      three.parametrisation.effective(three.parametrisation.initial(0)),
      values,
      {
        channels: 2,
        height: 1,
        width: 20,
      },
    )
    const apart = await runNetwork(one, one.parametrisation.effective(one.parametrisation.initial(0)), values, {
      channels: 1,
      height: 1,
      width: 20,
    })
    expect(furthest(together, apart)).toBeLessThan(1e-15)
  })

  test('filters that are none are refused', () => {
    const refused = expect.objectContaining({ code: 'FILTER_BANK' })
    expect(() => filterBank([])).toThrow(refused)
    expect(() => filterBank([{ ...derivativeKernel({ coefficients: [0, 1] }), values: [1] }])).toThrow(refused)
    expect(() => filterBank([derivativeKernel({ coefficients: [0, 1] })], 0)).toThrow(refused)
  })
})

async function innerProducts(dimension: 1 | 2, bank: ReturnType<typeof filterBank>, boundary: Boundary) {
  const { geometry } = linear({ ...bank, dimension, boundary, lifting: 'none' }, 0.1)
  const [height, width] = dimension === 1 ? [1, 11] : [7, 9]
  const random = createRandom(1)
  const noise = (channels: number) => Float64Array.from({ length: channels * height * width }, () => random.normal())
  const [u, v] = [noise(bank.channels), noise(bank.filters)]
  const builder = new PlanBuilder('float64')
  const kernel = builder.parameter('kernel', bank.kernel.values.length)
  const uIn = builder.input('u', { channels: bank.channels, height, width })
  const vIn = builder.input('v', { channels: bank.filters, height, width })
  builder.output('left', builder.dot(builder.convolution(uIn, kernel, geometry), vIn))
  builder.output('right', builder.dot(uIn, builder.transposedConvolution(vIn, kernel, geometry)))
  await using backend = await createBackend('reference')
  await using program = await backend.compile(builder.finish())
  const { left, right } = await program.run({
    batch: 1,
    inputs: { u, v },
    parameters: Float64Array.from(bank.kernel.values),
  })
  return { left: left[0], right: right[0] }
}

describe('their certificates', () => {
  test.each([1, 2, 3, 4])('∂^%i: ‖K‖ = (2/h)^M, τ ≤ 2(h/2)^2M, and beyond it the finest wave grows', async (order) => {
    const gridSize = 2.5
    const kernel = derivativeKernel({ coefficients: [...new Array(order).fill(0), 1], gridSize })
    const bound = 2 * (gridSize / 2) ** (2 * order)
    for (const boundary of ['periodic', 'reflecting'] as const) {
      const options = { scheme: explicit, activation: peronaMalik, kernel: kernel.values, boundary, size: 64 }
      const { kernelNorm, tauMax } = certifyScheme({ ...options, tau: bound / 2 })
      // 64 reflected samples come close to the finest wave without holding it.
      expect(kernelNorm.upper).toBeGreaterThan(0.99 * (2 / gridSize) ** order)
      expect(kernelNorm.upper).toBeLessThanOrEqual((2 / gridSize) ** order * (1 + 1e-6))
      expect(tauMax / bound).toBeGreaterThan(1 - 1e-5)
      expect(certifyScheme({ ...options, tau: 0.999 * bound }).stable).toBe(true)
      expect(certifyScheme({ ...options, tau: 1.03 * bound }).stable).toBe(false)
    }
    const finest = Float64Array.from({ length: 16 }, (_, i) => (-1) ** i)
    const grown = await step(linear({ kernel }, 1.01 * bound), finest)
    expect(Math.abs(grown[0])).toBeCloseTo(1.02, 9)
  })

  test('You–Kaveh diffusion in 2D: ‖Δ‖ ≤ 8/h², certified, mean preserved, and never a larger norm', async () => {
    const kernel = derivativeKernel({ coefficients: [[0, 0, 1], [0], [1]], gridSize: 2 })
    const options = { scheme: explicit, activation: peronaMalik, dimension: 2, blocks: 20, kernel } as const
    const network = schemeNetwork({
      ...options,
      parameters: { tau: { trainable: false }, lambda: { trainable: false } },
    })
    const effective = network.parametrisation.effective(none)
    const certificate = certify({ ...modelOf(network), effective }, { dtype: 'float64' })
    expect(certificate.kernelNorm.upper).toBeCloseTo(2, 12)
    expect(certificate.tauMax).toBeCloseTo(0.5, 12)
    expect(certificate.guarantees[0]).toMatchObject({ norm: 'euclidean', holds: true })
    // A second difference is no difference of two samples: it may overshoot.
    expect(certificate.guarantees[1]).toMatchObject({ norm: 'maximum', holds: false })
    const random = createRandom(2)
    const u = Float64Array.from({ length: 144 }, () => 128 + 40 * random.normal())
    const result = await runNetwork(network, effective, u, { channels: 1, height: 12, width: 12 })
    const sum = (data: Float64Array): number => data.reduce((total, value) => total + value, 0)
    expect(Math.abs(sum(result) - sum(u))).toBeLessThan(1e-9)
    expect(Math.hypot(...result)).toBeLessThan(Math.hypot(...u))
  })
})
