import { constant, defineNonlinearity, peronaMalik, relu, truncatedQuadratic } from '@numeural/activations'
import { createRandom } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { defineScheme } from '../scheme/define-scheme.js'
import { explicit } from '../scheme/explicit.js'
import { fsi } from '../scheme/fsi.js'
import { runNetwork } from '../testing/run-network.js'
import { networkFrom } from './network-from.js'
import { residualNetwork } from './residual-network.js'
import { schemeNetwork } from './scheme-network.js'
import { symmetricResNet } from './symmetric-resnet.js'

const random = createRandom(11)
const normal = (length: number): Float64Array => Float64Array.from({ length }, () => 30 * random.normal())
const flux = (r: number, lambda: number): number => r / (1 + (r / lambda) ** 2)

/** u⁺ᵢ = uᵢ + τ(Φ(uᵢ₊₁ − uᵢ) − Φ(uᵢ − uᵢ₋₁)), T20 eq. 6. */
function diffusionStep(u: Float64Array, tau: number, lambda: number): Float64Array {
  const right = u.map((value, i) => (i + 1 < u.length ? flux(u[i + 1] - value, lambda) : 0))
  return u.map((value, i) => value + tau * (right[i] - (i > 0 ? right[i - 1] : 0)))
}

/** Equal up to rounding: values of order 100, a few hundred operations. */
function expectClose(result: Float64Array, expected: Float64Array): void {
  expect(result.length).toBe(expected.length)
  expect(Math.max(...result.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-11)
}

const difference = { dimension: 1, kernel: { width: 2, values: [-1, 1] }, activation: peronaMalik } as const
const fixed = (value: number) => ({ initial: value, trainable: false })
const line = (width: number) => ({ channels: 1, height: 1, width })

describe('networks of scheme steps', () => {
  test('with K the forward difference a network is nonlinear diffusion (T20 eq. 6), to 1e-12', async () => {
    const network = symmetricResNet({ ...difference, blocks: 3, parameters: { tau: fixed(0.4), lambda: fixed(15) } })
    const u = normal(20)
    let expected = u
    for (let step = 0; step < 3; step++) expected = diffusionStep(expected, 0.4, 15)
    const result = await runNetwork(network, network.parametrisation.effective(new Float64Array(0)), u, line(20))
    expectClose(result, expected)
  })

  test('momentum: previous is the iterate before, and the first step is explicit', async () => {
    const scheme = defineScheme({
      name: 'heavy-ball',
      parameters: { tau: { default: 0.25, domain: 'positive' }, beta: { default: 0.3, domain: 'unit' } },
      update: 'u - tau*flux + beta*(u - previous)',
      time: 'tau/(1-beta)',
    })
    const parameters = { tau: fixed(0.2), beta: fixed(0.4), lambda: fixed(20) }
    const network = schemeNetwork({ ...difference, scheme, blocks: 3, parameters })
    const u = normal(12)
    const first = diffusionStep(u, 0.2, 20)
    const momentum = (now: Float64Array, before: Float64Array): Float64Array =>
      diffusionStep(now, 0.2, 20).map((value, i) => value + 0.4 * (now[i] - before[i]))
    const second = momentum(first, u)
    const expected = momentum(second, first)
    const result = await runNetwork(network, network.parametrisation.effective(new Float64Array(0)), u, line(12))
    expectClose(result, expected)
  })

  test('a cycle of L steps with τ = ½ is the box filter of width 2L + 1; the next cycle starts anew', async () => {
    const scheme = defineScheme({
      name: 'fast-semi-iterative',
      parameters: {
        tau: { default: 0.5, domain: 'positive' },
        alpha: { default: '(4*l+2)/(2*l+3)', domain: [0, 2], per: 'step' },
      },
      length: 3,
      update: 'alpha*(u - tau*flux) + (1-alpha)*previous',
      first: 'alpha*(u - tau*flux) + (1-alpha)*u',
      time: 'tau*L*(L+1)/3',
    })
    const parameters = { tau: fixed(0.5), alpha: { trainable: false } }
    const network = schemeNetwork({ ...difference, activation: constant, scheme, blocks: 6, parameters })
    const u = new Float64Array(41)
    u[20] = 49
    const box = (x: Float64Array): Float64Array =>
      x.map((_, i) => [-3, -2, -1, 0, 1, 2, 3].reduce((sum, k) => sum + (x[i + k] ?? 0), 0) / 7)
    const result = await runNetwork(network, network.parametrisation.effective(new Float64Array(0)), u, line(41))
    expectClose(result, box(box(u)))
  })

  test('coupled channels with K = (∂x, ∂y): isotropic diffusion, which turns with the image', async () => {
    const network = symmetricResNet({
      dimension: 2,
      filters: 2,
      kernel: { width: 2, height: 2, values: [-1, 1, 0, 0, -1, 0, 1, 0] },
      coupled: true,
      blocks: 2,
      activation: peronaMalik,
      parameters: { tau: fixed(0.2), lambda: fixed(10) },
    })
    const size = 7
    const u = normal(size * size)
    const transposed = u.map((_, i) => u[(i % size) * size + Math.floor(i / size)])
    const none = new Float64Array(0)
    const shape = { channels: 1, height: size, width: size }
    const a = await runNetwork(network, network.parametrisation.effective(none), u, shape)
    const b = await runNetwork(network, network.parametrisation.effective(none), transposed, shape)
    expectClose(
      a,
      b.map((_, i) => b[(i % size) * size + Math.floor(i / size)]),
    )
    const flat = await runNetwork(network, network.parametrisation.effective(none), u.fill(7), shape)
    expect([...new Set(flat)]).toEqual([7])
  })

  test('copies to all channels and mean over them: a constant signal stays, if K annihilates it or not', async () => {
    const network = symmetricResNet({
      dimension: 1,
      kernel: { width: 3 },
      channels: 4,
      blocks: 2,
      activation: constant,
    })
    const { parametrisation } = network
    const zeroTau = parametrisation.effective(parametrisation.initial(0))
    zeroTau[parametrisation.layout.find(({ label }) => label === 'block0.tau')!.offset] = 0
    const u = normal(9)
    const result = await runNetwork(network, zeroTau, u, line(9))
    expectClose(result, u)
  })
})

describe('descriptions', () => {
  const weickert = defineNonlinearity({
    name: 'weickert',
    parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
    diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488 / (r/lambda)^8)',
  })
  test.each([
    [
      'symmetric',
      symmetricResNet({ dimension: 1, kernel: { width: 3 }, blocks: 2, channels: 2, activation: weickert }),
    ],
    ['infinite bounds', symmetricResNet({ ...difference, blocks: 2, activation: truncatedQuadratic })],
    ['residual', residualNetwork({ dimension: 2, kernel: { width: 3 }, blocks: 2, activation: relu })],
  ])('%s: the network is the same after JSON', async (_name, network) => {
    const loaded = networkFrom(JSON.parse(JSON.stringify(network.description)))
    expect(loaded.description).toEqual(network.description)
    expect(loaded.parametrisation.layout).toEqual(network.parametrisation.layout)
    const raw = network.parametrisation.initial(2)
    expect(loaded.parametrisation.initial(2)).toEqual(raw)
    const effective = network.parametrisation.effective(raw)
    const u = normal(8)
    const shape = { channels: 1, height: network.description.dimension, width: 8 / network.description.dimension }
    expect(await runNetwork(loaded, effective, u, shape)).toEqual(await runNetwork(network, effective, u, shape))
  })

  const { description } = symmetricResNet({ ...difference, blocks: 2 })
  test.each([
    ['blocks', { blocks: 0 }],
    ['blocks', { blocks: 1e9 }],
    ['kernel.values', { kernel: { width: 2, height: 1, centreX: 0, centreY: 0, values: [1] } }],
    ['kernel.centreX', { kernel: { width: 2, height: 1, centreX: 5, centreY: 0, values: [1, 2] } }],
    ['kind', { kind: 'transformer' }],
    ['length', { length: 3 }],
    ['code', { code: 'process.exit()' }],
  ])('a damaged %s is named', (path, change) => {
    const damaged = { ...description, ...change }
    expect(() => networkFrom(damaged)).toThrow(expect.objectContaining({ code: 'NETWORK_DESCRIPTION' }))
    expect(() => networkFrom(damaged)).toThrow(path)
  })
  test.each([null, 3, 'text', [], {}])('%o is no description', (data) => {
    expect(() => networkFrom(data)).toThrow(expect.objectContaining({ code: 'NETWORK_DESCRIPTION' }))
  })
  test('dynamic weights: own for every block, with one start, also after JSON', () => {
    const options = { dimension: 1, blocks: 3, kernel: { width: 3 }, activation: peronaMalik, channels: 2 } as const
    for (const build of [symmetricResNet, residualNetwork]) {
      const { description } = build({ ...options, weights: 'dynamic' })
      const { parametrisation } = networkFrom(JSON.parse(JSON.stringify(description)))
      const shared = build(options).parametrisation
      expect(parametrisation.rawLength).toBe(3 * shared.rawLength)
      const start = [...shared.initial(4)]
      expect([...parametrisation.initial(4)]).toEqual([...start, ...start, ...start])
    }
  })

  test('weights of a cycle: one α_l for every step, shared by the cycles or own for every block', () => {
    const options = {
      scheme: fsi,
      dimension: 1,
      blocks: 6,
      length: 3,
      kernel: { width: 3 },
      activation: peronaMalik,
    } as const
    const alphas = (weights: 'shared' | 'free'): number[] => {
      const { layout, effective, initial } = schemeNetwork({ ...options, weights }).parametrisation
      const numbers = effective(initial(0))
      return layout
        .filter(({ name }) => name === 'alpha')
        .flatMap(({ offset, length }) => [...numbers.subarray(offset, offset + length)])
    }
    const cycle = [2 / 3, 6 / 5, 10 / 7]
    expectClose(Float64Array.from(alphas('shared')), Float64Array.from(cycle))
    expectClose(Float64Array.from(alphas('free')), Float64Array.from([...cycle, ...cycle]))
  })

  test('a hostile formula is refused with its position', () => {
    const hostile = { ...description, activation: { ...description.activation, diffusivity: 'import("fs")' } }
    expect(() => networkFrom(hostile)).toThrow(expect.objectContaining({ name: 'FormulaError' }))
  })
})

describe('wrong options and signals are refused', () => {
  const options = { dimension: 1, kernel: { width: 3 }, blocks: 2, activation: peronaMalik } as const
  const build = (change: object) => () => symmetricResNet({ ...options, ...change })
  test.each([
    ['NETWORK_OPTION', { blocks: 1.5 }],
    ['NETWORK_OPTION', { kernel: { width: 0 } }],
    ['KERNEL_LENGTH', { kernel: { width: 3, values: [1, 2] } }],
    ['GRID_SIZE', { kernel: { width: 3, gridSize: 2 } }],
    ['PARAMETER_UNKNOWN', { parameters: { alpha: 1 } }],
    ['PARAMETER_DOMAIN', { parameters: { lambda: -1 } }],
    ['PARAMETER_START', { parameters: { tau: 3 } }],
    ['COUPLED_ACTIVATION', { coupled: true, activation: relu }],
    ['DIFFUSIVITY_UNBOUNDED', { activation: defineNonlinearity({ name: 'tv', activation: 'sign(r)' }) }],
  ] as [string, object][])('%s', (code, change) => {
    expect(build(change)).toThrow(expect.objectContaining({ code }))
  })
  test.each([
    [{ activation: 'perona-malik' }, /activation is "perona-malik"/],
    [{ activation: undefined }, /activation is missing/],
    [{ kernel: undefined }, /kernel is missing/],
    [{ kernel: 3 }, /kernel is 3/],
    [{ kernel: { width: 3, widht: 5 } }, /schemeNetwork, kernel: there is no option widht/],
    [{ chanels: 3 }, /schemeNetwork: there is no option chanels; there are .*channels/],
    [{ size: { width: 3, heigth: 5 } }, /size: there is no option heigth/],
    [{ parameters: { tau: { trainble: false } } }, /parameters.tau: there is no option trainble/],
    [{ scheme: 'fsi' }, /scheme is "fsi"/],
    [{ dimension: undefined }, /dimension is missing/],
  ] as [object, RegExp][])('of the wrong kind: %j', (change, message) => {
    const refused = expect.objectContaining({ name: 'ParameterError', message: expect.stringMatching(message) })
    expect(() => schemeNetwork({ ...options, scheme: explicit, ...change })).toThrow(refused)
  })
  test('the function that was called is named', () => {
    expect(build({ chanels: 3 })).toThrow(/^symmetricResNet: there is no option chanels/)
    expect(build({ scheme: explicit })).toThrow(/^symmetricResNet: there is no option scheme/)
  })
  test('no options at all', () => {
    const nothing = undefined as unknown as Parameters<typeof symmetricResNet>[0]
    expect(() => schemeNetwork(nothing as Parameters<typeof schemeNetwork>[0])).toThrow(/options is missing/)
    expect(() => residualNetwork(nothing)).toThrow(/options is missing/)
  })
  test('signals of another shape', async () => {
    const network = symmetricResNet({ ...options, size: { width: 16 } })
    const effective = network.parametrisation.effective(network.parametrisation.initial(0))
    await expect(runNetwork(network, effective, normal(8), line(8))).rejects.toThrow(/16 samples/)
    await expect(runNetwork(network, effective, normal(8), { channels: 1, height: 2, width: 4 })).rejects.toThrow(
      /height/,
    )
    await expect(runNetwork(network, effective, normal(8), { channels: 2, height: 1, width: 4 })).rejects.toThrow(
      /channel/,
    )
  })
})

test.each([
  ['residualNetwork', residualNetwork],
  ['symmetricResNet', symmetricResNet],
])('%s that no memory holds is refused with the bytes that it needs', (_, make) => {
  const options = { dimension: 2, channels: 256, kernel: { width: 9 }, activation: peronaMalik } as const
  expect(() => make({ ...options, blocks: 100, weights: 'free' })).toThrow(
    expect.objectContaining({
      code: 'NETWORK_TOO_LARGE',
      message: expect.stringMatching(
        /^The network has \d{9,} parameters of \d{10,} bytes; allowed: at most 134217728 parameters of 1073741824 bytes\.$/,
      ),
    }),
  )
})
