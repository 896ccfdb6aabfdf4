import { charbonnier, defineNonlinearity, peronaMalik } from '@numeural/activations'
import { defineScheme, duFortFrankel, heavyBall, nesterov, type Scheme, standardSchemes } from '@numeural/schemes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Certificate, Guarantee } from '../certificate.js'
import { type CertifySchemeOptions, certifyScheme } from '../certify-scheme.js'
import { fed, fsi, implicitFixedPoint, rkl1, rkl2 } from './schemes.fixtures.js'

/** ‖K‖² = 4, and with g_max = 1 ρ = 4. */
const judge = (scheme: Scheme, options: Partial<CertifySchemeOptions> = {}) =>
  certifyScheme({ scheme, activation: peronaMalik, kernel: [-1, 1, 0], ...options })
const spectralOf = (certificate: Certificate): Guarantee =>
  certificate.guarantees.find(({ norm }) => norm === 'spectral')!
const holding = (certificate: Certificate): string[] =>
  certificate.guarantees.filter(({ holds }) => holds).map(({ norm }) => norm)

describe('Du Fort–Frankel: α ≥ g_max‖K‖²/4 for every τ (C21 App. A)', () => {
  test('below: not stable, with the bound of α', () => {
    const certificate = judge(duFortFrankel, { tau: 10, parameters: { alpha: 0.25 } })
    expect(certificate.stable).toBe(false)
    expect(spectralOf(certificate)).toMatchObject({ parameter: 'alpha', bound: 1, value: 0.25, slack: -0.75 })
    expect(spectralOf(certificate).rule).toMatch(/^frozen.*alpha ≥ 1 \(it is 0\.25\).*broken: q = -0\.666667/)
    expect(certificate.tauMax).toBe(0)
  })
  test('at the bound: stable for every τ, spectrally and no more', () => {
    for (const tau of [1e-3, 0.4, 10, 1e6]) {
      const certificate = judge(duFortFrankel, { tau, parameters: { alpha: 1 } })
      expect(holding(certificate)).toEqual(['spectral'])
      expect(certificate.tauMax).toBe(Number.POSITIVE_INFINITY)
    }
  })
  test('a first step of size τ is not stable, though all after it are', () => {
    const bold = defineScheme({
      name: 'bold-start',
      parameters: duFortFrankel.parameters,
      update: duFortFrankel.update,
      first: 'u - tau*flux',
      time: 'tau',
    })
    const certificate = judge(bold, { tau: 10, parameters: { alpha: 1 } })
    expect(certificate.stable).toBe(false)
    // An explicit step, 2/ρ.
    expect(certificate.tauMax).toBeCloseTo(0.5, 9)
    expect(spectralOf(certificate).rule).toMatch(/^frozen flux: the first step.*broken: q = 0, sρ = 40, 2\(1 − q\) = 2/)
  })
  test('no frozen mode ever exceeds where it started, in 200 steps of any size, α = ρ/4', () => {
    const step = fc.double({ min: -4, max: 4, noNaN: true }).map((exponent) => 10 ** exponent)
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(step, share, fc.double({ min: 1, max: 4, noNaN: true }), (tau, part, slack) => {
        const alpha = slack
        const lambda = 4 * part
        const p = (4 * tau * alpha) / (1 + 2 * tau * alpha)
        const q = (1 - 2 * tau * alpha) / (1 + 2 * tau * alpha)
        let before = 1
        let u = 1 - Math.min(tau, 1 / (2 * alpha)) * lambda
        for (let k = 0; k < 200; k++) [before, u] = [u, p * (1 - lambda / (2 * alpha)) * u + q * before]
        // Rounding errors of 200 steps of modulus at most 1.
        return Math.abs(u) <= 1 + 1e-12
      }),
      { numRuns: 2000 },
    )
  })
})

describe('τ_max as the formulas of the schemes say, ρ = 4', () => {
  test.each([
    ['heavy ball: 2(1 + β)/ρ', heavyBall, { beta: 0.3 }, 0.65],
    ['heavy ball: 2(1 + β)/ρ', heavyBall, { beta: 0.9 }, 0.95],
    ['Nesterov: 2(1 + β)/((1 + 2β)ρ)', nesterov, { beta: 0.3 }, 0.65 / 1.6],
    ['FSI, L = 1, is an explicit step', fsi(1), { alpha: 1 }, 0.5],
    ['FED, L = 1: its step is 2τ/3', fed(1), {}, 0.75],
    ['FSI, L = 2: (4x² + 2x − 1)/5 with x = 1 − τλ stays within ±1 to x = −1.5', fsi(2), {}, 0.625],
    ['Runge–Kutta–Legendre: Legendre polynomials on [−1, 1]', rkl1(5), {}, 0.5],
    ['Runge–Kutta–Legendre', rkl1(8), {}, 0.5],
    ['the second order: a + bP_L with a + b = 1, even L', rkl2(4), {}, 0.5],
    ['fixed point, even L: 1/ρ', implicitFixedPoint(4), {}, 0.25],
    ['fixed point, L = 1', implicitFixedPoint(1), {}, 0.5],
    ['fixed point, L = 3: z⁴ = 2 + z', implicitFixedPoint(3), {}, 1.3532099642 / 4],
    ['fixed point, L = 5: z⁶ = 2 + z', implicitFixedPoint(5), {}, 1.2148623223 / 4],
  ] as const)('%s', (_name, scheme, parameters, limit) => {
    const certificate = judge(scheme, { tau: 0.1, parameters })
    // The search ends within 1e-10 of the limit, the cycles' proof may give away as much again.
    expect(Math.abs(certificate.tauMax / limit - 1)).toBeLessThan(3e-10)
    expect(judge(scheme, { tau: certificate.tauMax, parameters }).stable).toBe(true)
    const beyond = judge(scheme, { tau: certificate.tauMax * 1.001, parameters })
    expect(beyond.stable).toBe(false)
    expect(spectralOf(beyond).rule).toContain('broken')
    expect(spectralOf(beyond).slack).toBeLessThan(0)
  })
  test.each([3, 5, 10, 20])('FSI and FED with L = %i: at least up to 2/ρ', (L) => {
    for (const scheme of [fsi(L), fed(L)]) {
      expect(holding(judge(scheme, { tau: 0.5 }))).toEqual(['spectral'])
      expect(judge(scheme, { tau: 0.5 }).tauMax).toBeGreaterThanOrEqual(0.5)
    }
  })
  test('inner steps that grow are told of: 1 − z + z² of the fixed point with L = 3 at z = 1.35', () => {
    const [note] = judge(implicitFixedPoint(3), { tau: 1.35 / 4 }).notes
    // 1.4725 and at most half a per cent more.
    expect(Number(/up to ([\d.]+) times/.exec(note)![1]) / 1.4725).toBeCloseTo(1.0025, 2)
    expect(judge(fsi(8), { tau: 0.5 }).notes).toEqual([])
  })
})

test.each(standardSchemes.map((scheme) => [scheme.name, scheme] as const))(
  '%s is stable where it starts and at the bound it declares',
  (_name, scheme) => {
    const start = judge(scheme)
    expect(start.stable).toBe(true)
    // A τ without a bound starts at 0.9 of the explicit one's, as all others do at 0.9 of theirs.
    expect(judge(scheme, { tau: start.parameters.tau / 0.9 }).stable).toBe(true)
  },
)

describe('what is not claimed', () => {
  test('no Euclidean guarantee where frozen is not enough: Du Fort–Frankel grows by 2.124 in two steps', () => {
    const [alpha, tau] = [0.25, 10]
    const p = (4 * tau * alpha) / (1 + 2 * tau * alpha)
    const q = (1 - 2 * tau * alpha) / (1 + 2 * tau * alpha)
    const step = (lambda: number) => [p - (p / (2 * alpha)) * lambda, q]
    const [a, b] = [step(0.2), step(0.8)]
    // Two steps [u, u⁻] → [u⁺, u], each of them spectrally stable (λ < 4α = 1).
    const trace = b[0] * a[0] + b[1] + a[1]
    const determinant = a[1] * b[1]
    const largest = Math.abs(trace) / 2 + Math.sqrt(trace ** 2 / 4 - determinant)
    expect(largest).toBeCloseTo(2.124, 3)
    const scalar = certifyScheme({
      scheme: duFortFrankel,
      activation: peronaMalik,
      kernel: [1],
      tau,
      parameters: { alpha },
    })
    expect(holding(scalar)).toEqual(['spectral'])
  })
  test('FSI, L = 2, τλ = 0 and then 2: −7/5, though the cycle is certified', () => {
    const first = 1
    const second = (6 / 5) * (1 - 2) * first + (1 - 6 / 5) * 1
    expect(second).toBeCloseTo(-7 / 5, 14)
    expect(holding(certifyScheme({ scheme: fsi(2), activation: peronaMalik, kernel: [1], tau: 2 }))).toEqual([
      'spectral',
    ])
  })
  test('bounds that are not proved', () => {
    const negative = defineNonlinearity({ name: 'negative', diffusivity: '(1 - r^2)/(1 + r^2)^2' })
    for (const scheme of [heavyBall, fsi(3)]) {
      const certificate = judge(scheme, { activation: negative, tau: 0.1 })
      expect(certificate.stable).toBe(false)
      expect(spectralOf(certificate).rule).toMatch(/^estimate: frozen/)
    }
  })
  test('cycles too long to be enclosed', () => {
    const certificate = judge(fsi(65), { tau: 0.4 })
    expect(certificate.stable).toBe(false)
    expect(spectralOf(certificate).rule).toContain('cycles of more than 64 steps are not enclosed')
  })
})

/** The largest modulus of the eigenvalues of one cycle (two-step matrix without cycles) at λ, from its formulas. */
function spectralRadius(scheme: Scheme, values: Record<string, number>, lambda: number): number {
  const { tau, alpha, beta } = values
  if (scheme.name === 'du-fort-frankel') {
    const k = 1 + 2 * tau * alpha
    return radius((4 * tau * alpha - 2 * tau * lambda) / k, (1 - 2 * tau * alpha) / k)
  }
  if (scheme.name === 'heavy-ball') return radius(1 + beta - tau * lambda, -beta)
  if (scheme.name === 'nesterov') return radius((1 + beta) * (1 - tau * lambda), -beta * (1 - tau * lambda))
  const L = scheme.length!
  if (scheme.name === 'fed') {
    const sizes = Array.from({ length: L }, (_, l) => tau / (2 * Math.cos((Math.PI * (2 * l + 1)) / (4 * L + 2)) ** 2))
    return Math.abs(sizes.reduce((product, size) => product * (1 - size * lambda), 1))
  }
  let [u, previous] = [1, 1]
  for (let l = 0; l < L; l++) {
    const weight = scheme.name === 'fsi' ? (4 * l + 2) / (2 * l + 3) : (2 * l + 1) / (l + 1)
    const next =
      l === 0 ? explicitOrFsi(scheme.name, tau * lambda) : weight * (1 - tau * lambda) * u + (1 - weight) * previous
    ;[u, previous] = [next, u]
  }
  return Math.abs(u)
}

function explicitOrFsi(name: string, z: number): number {
  return name === 'fsi' ? (2 / 3) * (1 - z) + 1 / 3 : 1 - z
}

/** Spectral radius of [[B, C], [1, 0]]. */
function radius(B: number, C: number): number {
  const discriminant = B * B + 4 * C
  return discriminant < 0 ? Math.sqrt(-C) : Math.abs(B) / 2 + Math.sqrt(discriminant) / 2
}

/** `fc.double` prefers numbers near 0. */
const uniform = (low: number, high: number) =>
  fc.integer({ min: 0, max: 1e6 }).map((k) => low + ((high - low) * k) / 1e6)

const attacked = fc.record({
  scheme: fc.constantFrom(
    duFortFrankel,
    heavyBall,
    nesterov,
    fsi(2),
    fsi(5),
    fsi(10),
    fed(3),
    fed(7),
    rkl1(3),
    rkl1(6),
  ),
  kernel: fc.array(uniform(-1, 1), { minLength: 1, maxLength: 3 }).filter((taps) => Math.hypot(...taps) > 0.1),
  tau: uniform(0.02, 6),
  alpha: uniform(0.01, 2),
  beta: uniform(0, 0.99),
})

test('attack: what holds has no eigenvalue beyond 1, what fails by 5 % has one', () => {
  const seen = { holds: 0, fails: 0 }
  fc.assert(
    fc.property(attacked, ({ scheme, kernel, ...numbers }) => {
      const own = (values: typeof numbers) =>
        Object.fromEntries(
          Object.entries(values).filter(
            ([name]) => Object.hasOwn(scheme.parameters, name) && scheme.parameters[name].per !== 'step',
          ),
        )
      const certificateAt = (values: typeof numbers) =>
        certifyScheme({ scheme, activation: charbonnier, kernel, parameters: own(values) })
      const check = (values: typeof numbers): Certificate => {
        const certificate = certificateAt(values)
        const rho = certificate.kernelNorm.upper ** 2
        const worst = Math.max(
          ...Array.from({ length: 2001 }, (_, j) => spectralRadius(scheme, values, (rho * j) / 2000)),
        )
        const { holds } = spectralOf(certificate)
        expect(holds).toBe(certificate.stable)
        seen[holds ? 'holds' : 'fails']++
        if (holds) expect(worst).toBeLessThanOrEqual(1 + 1e-12)
        return certificate
      }
      const { tauMax, ...certificate } = check(numbers)
      const { parameter, bound } = spectralOf(certificate as Certificate)
      const scaled = (share: number) =>
        parameter === 'alpha' ? { ...numbers, alpha: bound / share } : { ...numbers, tau: tauMax * share }
      expect(spectralOf(check(scaled(0.999))).holds).toBe(true)
      const beyond = scaled(1.05)
      const rho = certificate.kernelNorm.upper ** 2
      expect(spectralOf(check(beyond)).holds).toBe(false)
      expect(spectralRadius(scheme, beyond, rho)).toBeGreaterThan(1 + 1e-6)
    }),
    { numRuns: 100, seed: 1 },
  )
  expect(Math.min(seen.holds, seen.fails)).toBeGreaterThan(100)
}, 60_000)
