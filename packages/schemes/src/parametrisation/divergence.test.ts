import { peronaMalik } from '@numeural/activations'
import { expect, test } from 'vitest'
import { schemeNetwork } from '../network/scheme-network.js'
import { duFortFrankel } from '../scheme/du-fort-frankel.js'

const { layout, initial, effective } = schemeNetwork({
  scheme: duFortFrankel,
  dimension: 1,
  blocks: 2,
  kernel: { width: 3 },
  activation: peronaMalik,
  weights: 'free',
}).parametrisation

test.each([
  ['block1.lambda', 1e9, Number.POSITIVE_INFINITY],
  ['block1.lambda', -1e9, 0],
  ['block0.tau', 800, Number.POSITIVE_INFINITY],
  ['block0.tau', Number.NaN, Number.NaN],
  ['block1.alpha', 1e9, Number.POSITIVE_INFINITY],
])('%s with the raw number %s is refused by name, not handed on as %s', (name, number, value) => {
  const raw = initial(0)
  raw[layout.find(({ label }) => label === name)!.rawOffset] = number
  expect(() => effective(raw)).toThrow(
    expect.objectContaining({ code: 'PARAMETER_DIVERGED', given: { parameter: name, value } }),
  )
})

test('raw numbers that are large but usable are not', () => {
  const raw = initial(0)
  for (const { name, rawOffset } of layout) if (name === 'lambda') raw[rawOffset] = 80
  expect(effective(raw).every(Number.isFinite)).toBe(true)
})
