import { constant, peronaMalik } from '@numeural/activations'
import { createRandom } from '@numeural/core'
import {
  duFortFrankel,
  explicit,
  heavyBall,
  modelOf,
  type Network,
  networkFrom,
  type SchemeNetworkOptions,
  schemeNetwork,
} from '@numeural/schemes'
import { runNetwork } from '@numeural/schemes/testing'
import { describe, expect, test } from 'vitest'
import type { Certificate, Guarantee } from '../certificate.js'
import { certify } from '../certify.js'
import { fsi } from './schemes.fixtures.js'

const spectralOf = (certificate: Certificate): Guarantee =>
  certificate.guarantees.find(({ norm }) => norm === 'spectral')!
const effectiveOf = ({ parametrisation }: Network, seed = 0): Float64Array =>
  parametrisation.effective(parametrisation.initial(seed))

/** A network of fixed numbers on periodic signals of 16 samples, whose alternating mode has λ = 4 exactly. */
async function growth(options: Partial<SchemeNetworkOptions>): Promise<{ certificate: Certificate; growth: number }> {
  const network = schemeNetwork({
    scheme: explicit,
    activation: constant,
    dimension: 1,
    blocks: 120,
    boundary: 'periodic',
    kernel: { width: 3, values: [-1, 1, 0] },
    ...options,
  })
  const effective = effectiveOf(network)
  const u = Float64Array.from({ length: 16 }, (_, index) => (-1) ** index)
  const next = await runNetwork(network, effective, u, { channels: 1, height: 1, width: 16 })
  return {
    certificate: certify({ ...modelOf(network), effective }, { dtype: 'float64' }),
    growth: Math.hypot(...next) / 4,
  }
}

describe('beyond the bound signals really grow, at it they do not', () => {
  const fixed = (initial: number) => ({ initial, trainable: false })
  test('explicit, bound ½', async () => {
    const beyond = await growth({ parameters: { tau: fixed(0.52) } })
    expect(beyond.certificate.stable).toBe(false)
    // |1 − 4·0.52|¹²⁰ = 1.08¹²⁰
    expect(beyond.growth / 1.08 ** 120).toBeCloseTo(1, 9)
    const at = await growth({ parameters: { tau: fixed(0.5) } })
    expect(at.certificate.stable).toBe(true)
    expect(at.growth).toBeCloseTo(1, 9)
  })
  test('Du Fort–Frankel with τ = 10, bound α = 1', async () => {
    const below = await growth({ scheme: duFortFrankel, parameters: { tau: fixed(10), alpha: fixed(0.98) } })
    expect(below.certificate.stable).toBe(false)
    expect(spectralOf(below.certificate)).toMatchObject({ parameter: 'alpha', bound: 1 })
    expect(below.growth).toBeGreaterThan(1e6)
    const above = await growth({ scheme: duFortFrankel, parameters: { tau: fixed(10), alpha: fixed(1.02) } })
    expect(above.certificate.stable).toBe(true)
    expect(above.growth).toBeLessThan(40)
  })
  test('heavy ball, bound 2(1 + β)/4', async () => {
    const beyond = await growth({ scheme: heavyBall, parameters: { tau: fixed(0.67), beta: fixed(0.3) } })
    expect(beyond.certificate.stable).toBe(false)
    expect(beyond.growth).toBeGreaterThan(100)
    const within = await growth({ scheme: heavyBall, parameters: { tau: fixed(0.64), beta: fixed(0.3) } })
    expect(within.certificate.stable).toBe(true)
    expect(within.growth).toBeLessThan(1)
  })
})

describe('several blocks', () => {
  const options = { activation: peronaMalik, dimension: 1, channels: 2, kernel: { width: 3 } } as const
  test.each(['shared', 'free'] as const)('FSI with %s weights: stable by its parametrisation', (weights) => {
    const network = schemeNetwork({ ...options, scheme: fsi(4), blocks: 8, weights })
    const certificate = certify(modelOf(network))
    expect(certificate.guarantees.map(({ norm, holds }) => holds && norm)).toEqual([false, false, false, 'spectral'])
    expect(certificate.blocks).toHaveLength(8)
    const rule = spectralOf(certificate).rule
    expect(rule).toContain(weights === 'shared' ? 'a cycle of 4 steps' : 'each block by itself')
  })
  test('the block that breaks it is named, with its numbers; a description from a file gives the same', () => {
    const network = schemeNetwork({ ...options, scheme: fsi(4), blocks: 8, weights: 'free' })
    const effective = effectiveOf(network)
    const { offset } = network.parametrisation.layout.find(({ label }) => label === 'block5.tau')!
    effective[offset] = 3
    const certificate = certify({ ...modelOf(network), effective })
    expect(certificate.stable).toBe(false)
    expect(spectralOf(certificate)).toMatchObject({ block: 5, value: 3 })
    expect(spectralOf(certificate).bound).toBeCloseTo(2 / certificate.blocks[5].kernelNorm.upper ** 2, 8)
    expect(spectralOf(certificate).rule).toContain('broken: q = -0.2')
    const loaded = networkFrom(JSON.parse(JSON.stringify(network.description)))
    expect(certify({ ...modelOf(loaded), effective })).toEqual(certificate)
  })
  test('α of Du Fort–Frankel below its bound in one block', () => {
    const network = schemeNetwork({ ...options, scheme: duFortFrankel, blocks: 4, weights: 'free' })
    const effective = effectiveOf(network)
    expect(certify({ ...modelOf(network), effective }).stable).toBe(true)
    for (const [name, value] of [
      ['block2.alpha', 0.1],
      ['block2.tau', 7],
    ] as const) {
      effective[network.parametrisation.layout.find(({ label }) => label === name)!.offset] = value
    }
    const certificate = certify({ ...modelOf(network), effective })
    const broken = spectralOf(certificate)
    expect(broken).toMatchObject({ holds: false, block: 2, parameter: 'alpha' })
    expect(broken.bound).toBeCloseTo(certificate.blocks[2].kernelNorm.upper ** 2 / 4, 8)
    expect(broken.value).toBeCloseTo(0.1, 6)
  })
  test('for one size a sharper norm proves what is not proved for all', () => {
    const kernel = { width: 3, values: [0.5, 0.3, 0.2] }
    // 2/‖K‖² is 1.8033; the bound for every size is some tenths of a per cent smaller.
    const tau = { initial: 1.8, trainable: false }
    const network = schemeNetwork({
      ...options,
      channels: 1,
      scheme: explicit,
      blocks: 3,
      kernel,
      parameters: { tau },
    })
    const effective = effectiveOf(network)
    expect(certify({ ...modelOf(network), effective }).guarantees.map(({ holds }) => holds)).not.toContain(true)
    const sharp = certify({ ...modelOf(network), effective }, { size: { width: 100 } })
    expect(sharp.guarantees.filter(({ holds }) => holds).map(({ norm }) => norm)).toEqual(['euclidean', 'spectral'])
  })
})

describe('Lipschitz constants', () => {
  const shape = { channels: 1, height: 1, width: 24 }
  test.each([
    ['explicit', explicit],
    ['heavy ball', heavyBall],
    ['FSI', fsi(3)],
    ['Du Fort–Frankel', duFortFrankel],
  ] as const)('%s: no pair of signals moves apart by more', async (_name, scheme) => {
    const network = schemeNetwork({
      scheme,
      activation: peronaMalik,
      dimension: 1,
      blocks: 3,
      kernel: { width: 3, values: [-1, 1, 0] },
      parameters: { lambda: 1 },
    })
    const effective = effectiveOf(network)
    const { lipschitz, blocks } = certify({ ...modelOf(network), effective }, { dtype: 'float64' })
    expect(lipschitz!.certified).toBe(true)
    expect(blocks.every((block) => block.lipschitz!.value >= 1)).toBe(true)
    const random = createRandom(3, 'lipschitz')
    let worst = 0
    for (let pair = 0; pair < 200; pair++) {
      const scale = 10 ** (2 * random.uniform() - 1)
      const u = Float64Array.from({ length: 24 }, () => scale * (2 * random.uniform() - 1))
      const v = u.map((value, index) => value + 1e-3 * (random.uniform() < 0.5 ? (-1) ** index : random.uniform()))
      const [a, b] = await Promise.all([u, v].map((signal) => runNetwork(network, effective, signal, shape)))
      worst = Math.max(worst, Math.hypot(...a.map((x, i) => x - b[i])) / Math.hypot(...u.map((x, i) => x - v[i])))
    }
    expect(worst).toBeGreaterThan(0.1)
    expect(worst).toBeLessThanOrEqual(lipschitz!.value)
  })
  test('of three explicit steps: the product', () => {
    const network = schemeNetwork({
      scheme: explicit,
      activation: peronaMalik,
      dimension: 1,
      blocks: 3,
      kernel: { width: 3, values: [-1, 1, 0] },
      parameters: { tau: { initial: 0.5, trainable: false } },
    })
    const { lipschitz } = certify(modelOf(network), { dtype: 'float64' })
    expect(lipschitz!.value).toBeCloseTo(1.25 ** 3, 8)
  })
})
