import { peronaMalik } from '@numeural/activations'
import { certify } from '@numeural/certificates'
import { denoisingSignals } from '@numeural/datasets'
import { explicit, fsi, modelOf, type Network, type Scheme, schemeNetwork, standardPlugin } from '@numeural/schemes'
import { describe, expect, it } from 'vitest'
import { train } from './train.js'

const data = denoisingSignals({ train: 24, validation: 12, test: 1, length: 40 })
const schemes = standardPlugin.schemes.map((scheme) => [scheme.name, scheme] as const)

/** Three steps of a scheme, or a cycle of three. */
const networkOf = (scheme: Scheme, parameters = {}): Network =>
  schemeNetwork({
    scheme,
    parameters,
    activation: peronaMalik,
    dimension: 1,
    kernel: { width: 3 },
    blocks: 3,
    ...(scheme.length === null ? {} : { length: 3 }),
  })

/** Effective parameters before and after a few large steps, far beyond those of a sensible training. */
const trained = async (network: Network) => {
  const start = network.parametrisation.initial(0)
  const { history } = await train(network, data, {
    epochs: 4,
    batch: 4,
    learningRate: 0.4,
    initialisations: 1,
    optimiser: lastOf,
    initial: start,
  })
  expect(history.length).toBe(4)
  return { before: network.parametrisation.effective(start), after: network.parametrisation.effective(last) }
}

let last = new Float64Array(0)
/** Steps of the learning rate against the sign of the gradient; the last parameters are kept, not just the best. */
const lastOf = {
  name: 'sign',
  settings: {},
  stateLength: () => 0,
  step(raw: Float64Array, gradient: Float64Array, _state: Float64Array, rate: number) {
    for (let i = 0; i < raw.length; i++) raw[i]! -= rate * Math.sign(gradient[i]!)
    last = raw.slice()
  },
}

const valuesOf = ({ parametrisation }: Network, name: string, effective: Float64Array): number[] =>
  parametrisation.layout
    .filter((entry) => entry.name === name)
    .flatMap(({ offset, length }) => [...effective.subarray(offset, offset + length)])

describe('training keeps to the stable side', () => {
  it.each(schemes)('%s: its bounds hold for the weights that large steps lead to', async (_name, scheme) => {
    const network = networkOf(scheme)
    const { before, after } = await trained(network)
    expect(after).not.toEqual(before)
    const { guarantees, stable, kernelNorm } = certify({ ...modelOf(network), effective: after })
    // ρ = g_max‖K‖² ≤ 1 but for the rounding of the kernel.
    expect(kernelNorm.upper).toBeLessThan(1 + 1e-6)
    if (scheme !== fsi) {
      const norm = scheme === explicit ? 'euclidean' : 'spectral'
      expect(guarantees.find((guarantee) => guarantee.norm === norm)).toMatchObject({ holds: true })
      expect(stable).toBe(true)
      return
    }
    // Trained α_l: every step obeys the two-step rule; their product is what the certificate judges.
    for (const alpha of valuesOf(network, 'alpha', after)) expect(alpha > 0 && alpha <= 2).toBe(true)
    for (const tau of valuesOf(network, 'tau', after)) expect(tau).toBeLessThanOrEqual(2)
    const fixed = networkOf(scheme, { alpha: { trainable: false } })
    expect(certify({ ...modelOf(fixed), effective: (await trained(fixed)).after }).stable).toBe(true)
  })

  const parameters = schemes.flatMap(([, scheme]) =>
    [...Object.keys(scheme.parameters), 'lambda'].map((name) => [scheme.name, name, scheme] as const),
  )
  it.each(parameters)('%s: %s is trained, or stays where it is set', async (_scheme, name, scheme) => {
    const free = networkOf(scheme)
    const moved = await trained(free)
    const start = valuesOf(free, name, moved.before)
    expect(valuesOf(free, name, moved.after)).not.toEqual(start)

    const value = 0.9 * start[0]!
    const fixed = networkOf(scheme, { [name]: { initial: value, trainable: false } })
    expect(fixed.parametrisation.rawLength).toBe(free.parametrisation.rawLength - start.length)
    const { before, after } = await trained(fixed)
    expect(valuesOf(fixed, name, after)).toEqual(start.map(() => value))
    expect(valuesOf(fixed, 'kernel', after)).not.toEqual(valuesOf(fixed, 'kernel', before))
  })
})
