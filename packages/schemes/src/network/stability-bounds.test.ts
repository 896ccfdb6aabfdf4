import { charbonnier } from '@numeural/activations'
import { certifyScheme } from '@numeural/certificates'
import { createRandom } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { entryOf } from '../parametrisation/parametrisation.js'
import { defineScheme } from '../scheme/define-scheme.js'
import { duFortFrankel } from '../scheme/du-fort-frankel.js'
import { explicit } from '../scheme/explicit.js'
import { implicitFixedPoint } from '../scheme/implicit-fixed-point.js'
import { nesterov } from '../scheme/nesterov.js'
import type { Scheme } from '../scheme/scheme.js'
import type { Network } from './network.js'
import { networkFrom } from './network-from.js'
import { schemeNetwork } from './scheme-network.js'

const difference2D = { width: 2, values: [-1, 1, 0, 0, -1, 0, 1, 0] } as const
/** K = (∂x, ∂y): ρ = g_max‖K‖² ≤ 8. */
const classical = (scheme: Scheme, parameters = {}): Network =>
  schemeNetwork({
    scheme,
    parameters,
    dimension: 2,
    filters: 2,
    kernel: difference2D,
    blocks: scheme.length ?? 2,
    activation: charbonnier,
  })
const trained = (scheme: Scheme, parameters = {}): Network =>
  schemeNetwork({
    scheme,
    parameters,
    dimension: 1,
    kernel: { width: 3 },
    blocks: scheme.length ?? 2,
    activation: charbonnier,
  })
const numberOf = ({ parametrisation }: Network, name: string, raw: Float64Array): number =>
  parametrisation.effective(raw)[entryOf(parametrisation.layout, name, 0).offset]
const atStart = (network: Network, name: string): number => numberOf(network, name, network.parametrisation.initial(0))

describe('stability bounds of parameters', () => {
  test('parameters start at nine tenths of a maximum, or where a minimum lets them', () => {
    expect(atStart(classical(explicit), 'tau')).toBeCloseTo((0.9 * 2) / 8, 5)
    expect(atStart(classical(implicitFixedPoint), 'tau')).toBeCloseTo(0.9 / 8, 5)
    expect(atStart(classical(nesterov), 'tau')).toBeCloseTo((0.9 * 4) / 24, 5)
    expect(atStart(classical(duFortFrankel), 'tau')).toBeCloseTo((0.9 * 2) / 8, 5)
    expect(atStart(classical(duFortFrankel), 'alpha')).toBeCloseTo(2 / 0.9, 5)
    expect(atStart(trained(duFortFrankel), 'alpha')).toBeCloseTo(1, 5)
  })

  test('a maximum bounds a default, and does not replace it', () => {
    const bounded = (start: number, maximum: string, more = {}): Scheme =>
      defineScheme({
        name: 'bounded',
        parameters: { step: { default: start, domain: 'positive', maximum, ...more } },
        update: 'u - step*flux',
      })
    expect(atStart(classical(bounded(0.05, '1/rho')), 'step')).toBeCloseTo(0.05, 6)
    expect(atStart(classical(bounded(0.5, '1/rho')), 'step')).toBeCloseTo(0.9 / 8, 6)
    expect(atStart(classical(bounded(0.05, '1/rho', { startsAt: 'bound' })), 'step')).toBeCloseTo(0.9 / 8, 6)
    const tau = { default: 0.05, domain: 'positive', maximum: '2/rho' } as const
    const small = defineScheme({ name: 'small', parameters: { tau }, update: 'u - tau*flux' })
    expect(atStart(classical(small), 'tau')).toBeCloseTo(0.05, 6)
  })

  test('the certificate reports the values that it judges', () => {
    const judged = certifyScheme({ scheme: duFortFrankel, activation: charbonnier, kernel: [-1, 1] })
    expect(judged.parameters).toEqual({ lambda: 1, tau: 0.45, alpha: expect.closeTo(1 / 0.9, 12) })
    expect(judged.stable).toBe(true)
  })

  test('whatever training does, they stay on the stable side, also after JSON', () => {
    const random = createRandom(3)
    for (const scheme of [explicit, implicitFixedPoint, nesterov, duFortFrankel]) {
      const network = networkFrom(JSON.parse(JSON.stringify(trained(scheme).description)))
      for (let trial = 0; trial < 50; trial++) {
        const raw = network.parametrisation.initial(trial).map((value) => value + 30 * random.normal())
        const limit = { explicit: 2, 'implicit-fixed-point': 1, nesterov: 4 / 3, 'du-fort-frankel': Infinity }[
          scheme.name
        ]
        expect(numberOf(network, 'tau', raw)).toBeLessThanOrEqual(limit!)
        if (scheme === duFortFrankel) expect(numberOf(network, 'alpha', raw)).toBeGreaterThanOrEqual(0.25)
      }
    }
  })

  test('a trained start on the unstable side is refused; a fixed value may be anything', () => {
    const refused = expect.objectContaining({ code: 'PARAMETER_START' })
    expect(() => trained(duFortFrankel, { alpha: 0.2 })).toThrow(refused)
    expect(() => trained(implicitFixedPoint, { tau: 1.1 })).toThrow(refused)
    const fixed = trained(duFortFrankel, { alpha: { initial: 0.2, trainable: false } })
    expect(atStart(fixed, 'alpha')).toBe(0.2)
  })
})
