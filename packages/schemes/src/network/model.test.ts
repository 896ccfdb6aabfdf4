import { peronaMalik } from '@numeural/activations'
import { PlanBuilder } from '@numeural/core'
import { describe, expect, test } from 'vitest'
import { blockFigure } from '../block-figure.js'
import { fixedTransform } from '../parametrisation/fixed-transform.js'
import { createParametrisation } from '../parametrisation/parametrisation.js'
import { isBlockNetwork, isSchemeNetwork } from './block-network.js'
import { modelOf } from './model.js'
import type { Network, NetworkBuilder } from './network.js'
import { networkFrom } from './network-from.js'
import { residualNetwork } from './residual-network.js'
import { symmetricResNet } from './symmetric-resnet.js'

const options = { dimension: 1, blocks: 2, kernel: { width: 3 }, activation: peronaMalik } as const
const symmetric = symmetricResNet(options)

describe('a model', () => {
  test('holds its own copy of the raw parameters, and the effective ones', () => {
    const raw = symmetric.parametrisation.initial(5)
    const model = modelOf(symmetric, raw)
    const effective = symmetric.parametrisation.effective(raw)
    raw.fill(0)
    expect(model.raw).toEqual(symmetric.parametrisation.initial(5))
    expect(model.effective).toEqual(effective)
    expect(Object.isFrozen(model)).toBe(true)
  })

  test('without raw parameters is the untrained network', () => {
    expect(modelOf(symmetric).raw).toEqual(symmetric.parametrisation.initial(0))
  })

  test('needs as many parameters as its network has', () => {
    expect(() => modelOf(symmetric, [1])).toThrow(expect.objectContaining({ code: 'PARAMETER_LENGTH' }))
  })
})

test('a network carries what it was made from', () => {
  expect(symmetric.nonlinearity).toBe(peronaMalik)
  expect(symmetric.scheme.name).toBe('explicit')
  expect(symmetric.geometry).toMatchObject({ inputChannels: 1, outputChannels: 1, width: 3 })
  expect([symmetric, residualNetwork(options)].map(isSchemeNetwork)).toEqual([true, false])
  expect([symmetric, residualNetwork(options)].map(isBlockNetwork)).toEqual([true, true])
})

describe('a network of another package', () => {
  /** v = 2u: no blocks, nothing trained. */
  const doubling: NetworkBuilder = {
    name: 'doubling',
    from: (): Network => ({
      kind: 'doubling',
      dimension: 1,
      inputChannels: 1,
      outputChannels: 1,
      parametrisation: createParametrisation([
        { name: 'factor', kind: 'kernel', block: null, transform: fixedTransform([2]) },
      ]),
      description: { kind: 'doubling' },
      trace: (builder, u) => builder.map('2*u', { u }),
      figure: () => ({
        title: 'doubling',
        nodes: [{ id: 'u', kind: 'signal', label: 'u', column: 0, lane: 0 }],
        edges: [],
        legend: [],
      }),
    }),
  }

  test('is built by its builder, drawn by itself, and a model like all others', async () => {
    const network = networkFrom({ kind: 'doubling' }, [doubling])
    const builder = new PlanBuilder('float64')
    expect(network.trace(builder, builder.input('u', { channels: 1, height: 1, width: 4 })).shape.width).toBe(4)
    expect((await blockFigure(network)).mermaid).toContain('u')
    expect([...modelOf(network).effective]).toEqual([2])
    expect(isBlockNetwork(network)).toBe(false)
  })

  test('is not known without its builder; the message lists the kinds that are', () => {
    const refused = expect.objectContaining({ code: 'NETWORK_DESCRIPTION' })
    expect(() => networkFrom({ kind: 'doubling' })).toThrow(refused)
    expect(() => networkFrom({ kind: 'tripling' }, [doubling])).toThrow(/"scheme" \| "residual"\)? \| "doubling"/)
  })
})
