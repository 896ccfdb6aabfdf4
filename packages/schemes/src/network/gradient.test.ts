import { charbonnier, peronaMalik, relu } from '@numeural/activations'
import { createRandom, type SignalShape } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { defineScheme } from '../scheme/define-scheme.js'
import { fsi } from '../scheme/fsi.js'
import { standardSchemes } from '../scheme/standard-schemes.js'
import { createLoss } from '../testing/run-network.js'
import type { Network } from './network.js'
import { residualNetwork } from './residual-network.js'
import { schemeNetwork } from './scheme-network.js'
import { symmetricResNet } from './symmetric-resnet.js'

const memory = defineScheme({
  name: 'memory',
  parameters: { tau: { default: 0.25, domain: 'positive' }, beta: { default: 0.3, domain: 'unit' } },
  at: 'u + beta*(u - previous)',
  update: 'u + beta*(u - previous) - tau*flux + 0.1*(startFlux - flux)',
})

const line: SignalShape = { channels: 1, height: 1, width: 9 }
const plane: SignalShape = { channels: 1, height: 4, width: 5 }
const one = { dimension: 1, kernel: { width: 3 } } as const
const cases: [string, Network, SignalShape][] = [
  ['shared, Perona–Malik', symmetricResNet({ ...one, blocks: 3, activation: peronaMalik }), line],
  ['free, Charbonnier', symmetricResNet({ ...one, blocks: 2, weights: 'free', activation: charbonnier }), line],
  ['four channels', symmetricResNet({ ...one, channels: 4, blocks: 2, activation: peronaMalik }), line],
  [
    'more filters than channels',
    symmetricResNet({ ...one, channels: 2, filters: 3, blocks: 2, activation: peronaMalik }),
    line,
  ],
  [
    "the paper's norm",
    symmetricResNet({ ...one, channels: 2, norm: 'paper', blocks: 2, activation: peronaMalik }),
    line,
  ],
  [
    'wide kernel',
    symmetricResNet({ dimension: 1, kernel: { width: 6, centreX: 4 }, blocks: 2, activation: peronaMalik }),
    line,
  ],
  ['zero boundary', symmetricResNet({ ...one, boundary: 'zero', blocks: 2, activation: peronaMalik }), line],
  ['periodic boundary', symmetricResNet({ ...one, boundary: 'periodic', blocks: 2, activation: peronaMalik }), line],
  [
    '2D, coupled',
    symmetricResNet({
      dimension: 2,
      kernel: { width: 3 },
      channels: 2,
      coupled: true,
      blocks: 2,
      activation: peronaMalik,
    }),
    plane,
  ],
  ['relu', symmetricResNet({ ...one, channels: 2, blocks: 2, activation: relu }), line],
  [
    'residual',
    residualNetwork({ ...one, channels: 2, filters: 3, blocks: 2, weights: 'free', activation: charbonnier }),
    line,
  ],
  ...standardSchemes.map((scheme): [string, Network, SignalShape] => [
    `${scheme.name}, free weights`,
    schemeNetwork({ ...one, scheme, blocks: scheme.length ?? 3, weights: 'free', activation: peronaMalik }),
    line,
  ]),
  ['two cycles of fsi', schemeNetwork({ ...one, scheme: fsi, length: 3, blocks: 6, activation: peronaMalik }), line],
  [
    'flux elsewhere and of the start',
    schemeNetwork({ ...one, scheme: memory, blocks: 3, activation: peronaMalik }),
    line,
  ],
]

describe('the gradient of raw parameters → loss, through normalisation and plan', () => {
  test.each(cases)('%s', async (_name, network, shape) => {
    const random = createRandom(7)
    const size = 2 * shape.channels * shape.height * shape.width
    const noise = (): Float64Array => Float64Array.from({ length: size }, () => 20 * random.normal())
    const loss = await createLoss(network, noise(), noise(), shape)
    const raw = network.parametrisation.initial(3).map((value) => value + 0.05 * random.normal())
    const { gradient } = await loss(raw)
    const numeric = new Float64Array(raw.length)
    for (let i = 0; i < raw.length; i++) {
      // Fourth order: the error at this step is below 1e-9 of the gradient, and rounding is too.
      const at = async (shift: number) => (await loss(raw.map((value, k) => (k === i ? value + shift : value)))).loss
      const step = 1e-3
      const near = (await at(step)) - (await at(-step))
      const far = (await at(2 * step)) - (await at(-2 * step))
      numeric[i] = (8 * near - far) / (12 * step)
    }
    const difference = Math.hypot(...gradient.map((value, i) => value - numeric[i]))
    expect(difference).toBeLessThan(1e-6 * Math.hypot(...gradient))
    expect(Math.hypot(...gradient)).toBeGreaterThan(1)
  })
})
