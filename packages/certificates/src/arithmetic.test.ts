import { defineNonlinearity, type Nonlinearity, standardNonlinearities } from '@numeural/activations'
import { createBackend, createRandom, PlanBuilder } from '@numeural/core'
import { differenceNetwork, explicit, modelOf } from '@numeural/schemes'
import { describe, expect, it } from 'vitest'
import { certify } from './certify.js'
import { certifyScheme } from './certify-scheme.js'

const own = (diffusivity: string): Nonlinearity => defineNonlinearity({ name: 'own', diffusivity })
const overflowing = own('(1 + r^20)/(1 + r^40)')

const written = [
  'r == 0 ? 1 : (1 - exp(-r^2))/r^2',
  'r == 0 ? 1 : log1p(r^2)/r^2',
  'r == 0 ? 1 : log(1 + r^2)/r^2',
  'r == 0 ? 1 : 2*(sqrt(1 + r^2) - 1)/r^2',
  'r == 0 ? 1 : (1 - 1/(1 + r^2))/r^2',
  'r == 0 ? 1 : (sin(r)/r)^2',
  'r == 0 ? 1 : tanh(r)/r',
  'sqrt(1 + r^2) - abs(r)',
  '1/cosh(r)^2',
].map(own)

const amplitudes = [1e-30, 1e-25, 1e-20, 1e-12, 1.8e-4, 1e-3, 1, 30, 1e3]

/** One explicit step in float32 with τ at its bound, in one dimension or with coupled differences in two. */
async function largestGrowth(activation: Nonlinearity, height: number): Promise<number> {
  const width = 24
  const shape = { channels: 1, height, width }
  const parameters = Object.fromEntries(Object.keys(activation.parameters).map((name) => [name, 1]))
  const build = (tau: number) =>
    differenceNetwork({ scheme: explicit, activation, shape, blocks: 1, parameters: { ...parameters, tau } })
  const { tauMax, guarantees, arithmetic } = certify(modelOf(build(0.1)))
  expect(arithmetic).toMatchObject({ dtype: 'float32', certified: true, reason: null })
  const tau = Math.fround(tauMax * (1 - 2 ** -24))
  const model = modelOf(build(tau))
  expect(certify(model).guarantees[0]?.holds, guarantees[0]?.rule).toBe(true)
  const builder = new PlanBuilder('float32')
  builder.output('next', model.network.trace(builder, builder.input('u', shape)))
  await using backend = await createBackend('wasm', { threads: 1 })
  await using program = await backend.compile(builder.finish())
  const random = createRandom(3)
  let largest = 0
  for (const amplitude of amplitudes) {
    const batch = 40
    const size = width * height
    const u = Float32Array.from({ length: batch * size }, (_, k) => {
      // alternating signals are those that grow most
      const sign = (Math.floor((k % size) / width) + (k % width)) % 2 === 0 ? 1 : -1
      return amplitude * (Math.floor(k / size) % 2 === 0 ? random.normal() : sign * (1 + 0.1 * random.uniform()))
    })
    const { next } = await program.run({ batch, inputs: { u }, parameters: Float32Array.from(model.effective) })
    for (let n = 0; n < batch; n++) {
      const norm = (x: Float32Array | Float64Array): number => Math.hypot(...x.subarray(n * size, (n + 1) * size))
      const growth = norm(next) / norm(u)
      largest = Math.max(largest, Number.isNaN(growth) ? Number.POSITIVE_INFINITY : growth)
    }
  }
  return largest
}

describe('networks in float32 at the bound of τ', () => {
  it.each([...standardNonlinearities, ...written].map((each, k) => [each.formulas.diffusivity ?? each.name, each, k]))(
    '%s: no signal of any amplitude grows',
    { timeout: 60_000 },
    async (_, activation) => {
      // twice the excess of g, and some roundings of 6e-8 of the differences
      expect(await largestGrowth(activation as Nonlinearity, 1)).toBeLessThan(1 + 1e-5)
      if (!(activation as Nonlinearity).activationOnly)
        expect(await largestGrowth(activation as Nonlinearity, 6)).toBeLessThan(1 + 1e-5)
    },
  )
})

describe('a formula that overflows in float32', () => {
  const network = differenceNetwork({
    scheme: explicit,
    activation: overflowing,
    shape: { channels: 1, height: 1, width: 8 },
    blocks: 1,
    parameters: { tau: 0.1 },
  })

  it('is not certified there, and says what to do', () => {
    const { stable, arithmetic, guarantees, notes, tauMax } = certify(modelOf(network))
    expect({ stable, tauMax }).toEqual({ stable: false, tauMax: 0 })
    expect(arithmetic).toMatchObject({ dtype: 'float32', certified: false })
    expect(arithmetic?.reason).toContain('near |r| = 84 its formula may be no number in float32')
    expect(guarantees[0]?.rule).toContain('float32')
    expect(notes.join()).toContain("run it with dtype: 'float64'")
  })

  it('is certified in float64', () => {
    const { stable, arithmetic } = certify(modelOf(network), { dtype: 'float64' })
    expect(stable).toBe(true)
    expect(arithmetic).toMatchObject({ dtype: 'float64', certified: true, reason: null })
    const scheme = certifyScheme({ scheme: explicit, activation: overflowing, kernel: [-1, 1], tau: 0.2 })
    expect(scheme.stable).toBe(true)
    expect(scheme.notes.join()).toContain('In float64 only')
  })
})
