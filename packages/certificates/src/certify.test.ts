import {
  charbonnier,
  defineNonlinearity,
  peronaMalik,
  relu,
  standardNonlinearities,
  truncatedQuadratic,
} from '@numeural/activations'
import {
  duFortFrankel,
  explicit,
  fsi,
  modelOf,
  residualNetwork,
  schemeNetwork,
  symmetricResNet,
} from '@numeural/schemes'
import { describe, expect, test } from 'vitest'
import type { Certificate, Guarantee } from './certificate.js'
import { certify } from './certify.js'
import { certifyScheme } from './certify-scheme.js'

const guarantee = (certificate: Certificate, norm: Guarantee['norm']): Guarantee =>
  certificate.guarantees.find((each) => each.norm === norm)!
const difference = { scheme: explicit, activation: peronaMalik, kernel: [-1, 1, 0] }

describe('the explicit scheme with forward differences (T20 Thm 2)', () => {
  test.each(standardNonlinearities.map((activation) => [activation.name, activation] as const))(
    '%s: Euclidean and maximum norm up to τ = ½, signs up to ¼',
    (_name, activation) => {
      const at = (tau: number) => certifyScheme({ ...difference, activation, tau }).guarantees.map(({ holds }) => holds)
      expect(at(0.25)).toEqual([true, true, true, true])
      expect(at(0.5)).toEqual([true, true, false, true])
      expect(at(0.5001)).toEqual([false, false, false, false])
    },
  )
  test('numbers: bounds, norm, Lipschitz constant of Perona–Malik at the limit', () => {
    const certificate = certifyScheme({ ...difference, tau: 0.5 })
    expect(certificate.tauMax).toBe(0.5)
    expect(certificate.kernelNorm.upper).toBe(2)
    expect(certificate.kernelNorm.lower).toBeGreaterThan(1.99)
    expect(guarantee(certificate, 'maximum').bound).toBe(0.5)
    expect(guarantee(certificate, 'sign').bound).toBe(0.25)
    expect(certificate.blocks[0].lipschitz!.value).toBeCloseTo(1.25, 9)
  })
  test('grid size: h² in all bounds', () => {
    const certificate = certifyScheme({ ...difference, gridSize: 2, tau: 2 })
    expect(certificate.guarantees.map(({ bound }) => bound)).toEqual([2, 2, 1, 2])
  })
  test('τ is 0.9 of the bound unless given', () => {
    expect(certifyScheme(difference).parameters).toEqual({ tau: 0.45, lambda: 1 })
  })
})

test.each([
  'abs(r) <= theta ? 0 : r - theta*sign(r)',
  'sign(r)*max(0, abs(r) - theta)',
  'r*max(0, 1 - theta/abs(r))',
  'abs(r) <= theta ? 0 : r - theta^2/r',
])('shrinkage by %s keeps signs at τ = ¼, to the last digit', (shrinkage) => {
  const activation = defineNonlinearity({
    name: 'x',
    parameters: { theta: { default: 1, domain: 'positive' } },
    shrinkage,
  })
  for (const theta of [1, 0.3, 20]) {
    const certificate = certifyScheme({ ...difference, activation, parameters: { theta }, kernel: [-1, 1], tau: 0.25 })
    expect(guarantee(certificate, 'sign')).toMatchObject({ holds: true, bound: 0.25, slack: 0 })
  }
})

test('hard shrinkage: stable though its flux jumps, with no Lipschitz constant', () => {
  const certificate = certifyScheme({ ...difference, activation: truncatedQuadratic, tau: 0.5 })
  expect(certificate.stable).toBe(true)
  expect(certificate.lipschitz!.value).toBe(Number.POSITIVE_INFINITY)
})

test('hard shrinkage in a network of several blocks: no Lipschitz constant, which is ∞ and not NaN', () => {
  for (const scheme of [explicit, duFortFrankel, fsi]) {
    const network = schemeNetwork({
      scheme,
      activation: truncatedQuadratic,
      dimension: 1,
      blocks: 10,
      kernel: { width: 3 },
    })
    const raw = network.parametrisation.initial(1)
    const { lipschitz } = certify(modelOf(network, raw))
    expect(lipschitz!.value, scheme.name).toBe(Number.POSITIVE_INFINITY)
  }
})

test('a scheme that needs no first step is certified as one block', () => {
  const one = certifyScheme({ ...difference, tau: 0.5 })
  expect(one.blocks).toHaveLength(1)
  // Perona–Malik at the limit: 1 + τ‖K‖²/8 = 1.25, C21 sec. 3.2; not its square.
  expect(one.lipschitz!.value).toBeCloseTo(1.25, 9)
})

test('a kernel that overshoots has no maximum norm guarantee', () => {
  const certificate = certifyScheme({ ...difference, kernel: [-1, 2, -1], tau: 0.125 })
  expect(certificate.guarantees.map(({ holds }) => holds)).toEqual([true, false, false, true])
})

test('for one size the bound is sharper than for all', () => {
  const kernel = [0.5, 0.3, 0.2]
  const all = certifyScheme({ ...difference, kernel })
  const one = certifyScheme({ ...difference, kernel, size: 256 })
  expect(one.kernelNorm.rule).toContain('Cholesky')
  expect(one.kernelNorm.upper).toBeLessThan(all.kernelNorm.upper)
  expect(one.kernelNorm.upper).toBeGreaterThanOrEqual(one.kernelNorm.lower)
  expect(one.kernelNorm.upper - one.kernelNorm.lower).toBeLessThan(1e-5)
})

test('for all sizes windows or the symbol bound the norm, sharper than row and column sums', () => {
  // Reflection at the right end brings 1.0531, which sums bound by 1.0954; without it the norm is the kernel's sum.
  const kernel = [0.5, 0.3, 0.2]
  const reflecting = certifyScheme({ ...difference, kernel }).kernelNorm
  expect(reflecting.rule).toBe('Cholesky factorisations of windows, for every size')
  expect(reflecting.upper).toBeLessThan(reflecting.lower * 1.005)
  const periodic = certifyScheme({ ...difference, kernel: [-0.3, 0.5, 0.4], boundary: 'periodic' }).kernelNorm
  expect(periodic.rule).toBe("the symbol's largest value, for every size")
  expect(periodic.upper).toBeLessThan(periodic.lower * 1.005)
  expect(certifyScheme({ ...difference, kernel, boundary: 'zero' }).kernelNorm.upper).toBeCloseTo(1, 14)
})

test('a diffusivity that falls to 0 so fast that its lower bound 0 is not tight', () => {
  const weickert = defineNonlinearity({
    name: 'weickert',
    parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
    diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488 / (r/lambda)^8)',
  })
  const certificate = certifyScheme({ ...difference, activation: weickert, tau: 0.5 })
  expect(guarantee(certificate, 'euclidean')).toMatchObject({ holds: true })
  // λ = 1 is where the search for the infimum ends without a tight bound.
  expect(certificate.parameters.lambda).toBe(1)
})

test('backward and forward diffusion: a diffusivity below 0 is never certified', () => {
  const negative = defineNonlinearity({ name: 'negative', diffusivity: '(1 - r^2)/(1 + r^2)^2' })
  const certificate = certifyScheme({ ...difference, activation: negative, tau: 0.1 })
  expect(certificate.stable).toBe(false)
  expect(guarantee(certificate, 'euclidean').rule).toMatch(/^estimate:.*0 ≤ g is not proved/)
  expect(certificate.tauMax).toBe(0)
})

test.each(['2*exp(-r^2) - 1', '-1/(1 + r^2)'])(
  'no step size is proved for g = %s, whichever the scheme',
  (diffusivity) => {
    const activation = defineNonlinearity({ name: 'negative', diffusivity })
    for (const scheme of [explicit, fsi, duFortFrankel]) {
      const certificate = certifyScheme({ ...difference, scheme, activation, tau: 0.1 })
      expect(certificate.tauMax).toBe(0)
      expect(certificate.blocks.map(({ tauMax }) => tauMax)).toEqual(certificate.blocks.map(() => 0))
    }
  },
)

describe('networks', () => {
  const options = { dimension: 1, blocks: 3, kernel: { width: 3 }, activation: peronaMalik, weights: 'free' } as const
  test('whatever the weights, they are stable by default', () => {
    for (const activation of [peronaMalik, charbonnier, relu]) {
      const network = symmetricResNet({ ...options, channels: 4, activation })
      const raw = network.parametrisation.initial(1).map((value, index) => value * 40 * Math.sin(index + 1))
      const certificate = certify(modelOf(network, raw))
      expect(certificate.stable).toBe(true)
      expect(certificate.kernelNorm.upper).toBeLessThan(1 + 1e-6)
    }
  })
  test('the block that breaks it is named, with its numbers', () => {
    const network = symmetricResNet(options)
    const effective = network.parametrisation.effective(network.parametrisation.initial(0))
    const { offset } = network.parametrisation.layout.find(({ label }) => label === 'block1.tau')!
    effective[offset] = 5
    const certificate = certify({ ...modelOf(network), effective })
    const broken = guarantee(certificate, 'euclidean')
    expect(broken).toMatchObject({ holds: false, block: 1, value: 5 })
    // τ was bounded by row and column sums; the certificate's norm is sharper.
    expect(broken.bound).toBeCloseTo(2 / certificate.blocks[1].kernelNorm.upper ** 2, 12)
    expect(broken.bound).toBeGreaterThan(2)
    expect(certificate.stable).toBe(false)
  })
  test("the paper's norm is said to certify nothing, and the identity blocks break", () => {
    const network = symmetricResNet({ ...options, kernel: { width: 1 }, blocks: 1, channels: 4, norm: 'paper' })
    const { layout, initial } = network.parametrisation
    const raw = initial(0)
    raw.fill(1, 0, 16)
    raw[layout.find(({ label }) => label === 'block0.tau')!.rawOffset] = 10
    const certificate = certify(modelOf(network, raw))
    expect(certificate.notes[0]).toContain('certifies nothing')
    expect(certificate.kernelNorm.lower).toBeCloseTo(2, 6)
    expect(certificate.stable).toBe(false)
  })
  test('the standard residual network has no certificate', () => {
    const network = residualNetwork(options)
    expect(certify(modelOf(network)).stable).toBe(false)
  })
  test('weights that are damaged are refused', () => {
    const network = symmetricResNet(options)
    const effective = network.parametrisation.effective(network.parametrisation.initial(0))
    expect(() => certify({ ...modelOf(network), effective: effective.subarray(1) })).toThrow(/effective parameters/)
    effective[0] = Number.NaN
    expect(() => certify({ ...modelOf(network), effective })).toThrow(/is NaN/)
  })
})

test('unknown parameters and values outside their domain are refused', () => {
  expect(() => certifyScheme({ ...difference, parameters: { alpha: 1 } })).toThrow(/no parameter 'alpha'/)
  expect(() => certifyScheme({ ...difference, tau: -1 })).toThrow(/tau.*> 0/)
  expect(() => certifyScheme({ ...difference, parameters: { lambda: 0 } })).toThrow(/lambda/)
  expect(() => certifyScheme({ ...difference, kernel: [] })).toThrow(/kernel/)
  expect(() => certifyScheme({ ...difference, gridSize: 0 })).toThrow(/gridSize is 0; allowed: a finite number above 0/)
  expect(() => certifyScheme({ ...difference, norm: 'exact' as never })).toThrow(
    /norm is "exact"; allowed: rigorous, paper/,
  )
  expect(() => certifyScheme({ ...difference, kernel: [1, Number.NaN] })).toThrow(/kernel/)
})

// Their matrices would fill the memory, and have more rows than a function call has arguments.
test.each([2e6, 2 ** 24])('signals of %d samples are certified by bounds for every size', (width) => {
  const single = certifyScheme({ ...difference, tau: 0.5, size: width })
  expect(single.stable).toBe(true)
  expect(single.kernelNorm.upper).toBe(2)
  const options = { dimension: 1, blocks: 1, channels: 4, kernel: { width: 3 }, activation: peronaMalik } as const
  expect(certify(modelOf(symmetricResNet({ ...options, size: { width } }))).stable).toBe(true)
})
