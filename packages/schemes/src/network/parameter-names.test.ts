import { defineNonlinearity } from '@numeural/activations'
import { createBackend, PlanBuilder } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import { explicit } from '../scheme/explicit.js'
import { schemeNetwork } from './scheme-network.js'
import { symmetricResNet } from './symmetric-resnet.js'

/** The quartic diffusivity with its contrast parameter under another name. */
function quartic(name: string) {
  return defineNonlinearity({
    name: 'quartic',
    parameters: { [name]: { default: 2, domain: 'positive' } },
    diffusivity: `1/(1 + (r/${name})^4)`,
  })
}

async function outputWith(name: string, coupled: boolean): Promise<number[]> {
  const network = schemeNetwork({
    scheme: explicit,
    activation: quartic(name),
    dimension: 2,
    blocks: 2,
    filters: 2,
    coupled,
    kernel: { width: 2, height: 2, values: [-1, 1, 0, 0, -1, 0, 1, 0] },
    parameters: { [name]: { initial: 2, trainable: false }, tau: { initial: 0.1, trainable: false } },
  })
  const builder = new PlanBuilder('float64')
  builder.output('v', network.trace(builder, builder.input('u', { channels: 1, height: 4, width: 5 })))
  await using backend = await createBackend('reference')
  const program = await backend.compile(builder.finish())
  const inputs = { u: Float64Array.from({ length: 20 }, (_, k) => (7 * k) % 5) }
  const { v } = await program.run({
    batch: 1,
    inputs,
    parameters: network.parametrisation.effective(new Float64Array(0)),
  })
  return [...v]
}

describe('parameters of nonlinearities', () => {
  it.each([true, false])('may have any name that is not taken, coupled %s', async (coupled) => {
    const expected = await outputWith('lambda', coupled)
    for (const name of ['s', 'g', 'd', 'u', 'length']) expect(await outputWith(name, coupled)).toEqual(expected)
  })

  it.each(['kernel', 'bias1'])('may not be called as weights are: %s', (name) => {
    expect(() => symmetricResNet({ dimension: 1, blocks: 1, kernel: { width: 3 }, activation: quartic(name) })).toThrow(
      expect.objectContaining({ code: 'PARAMETER_CLASH', given: name }),
    )
  })

  it.each([
    ['contrast', 20],
    [undefined, 2],
  ] as const)('start at grey values if their role is %s', (role, start) => {
    const activation = defineNonlinearity({
      name: 'own',
      parameters: { kappa: { default: 2, domain: 'positive', role } },
      diffusivity: '1/(1 + (r/kappa)^4)',
    })
    const network = symmetricResNet({ dimension: 1, blocks: 1, kernel: { width: 3 }, activation })
    const { offset } = network.parametrisation.layout.find(({ block, name }) => block === 0 && name === 'kappa')!
    expect(network.parametrisation.effective(network.parametrisation.initial(1))[offset]).toBeCloseTo(start, 12)
  })
})
