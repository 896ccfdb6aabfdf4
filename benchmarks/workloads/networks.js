import { defineNonlinearity, peronaMalik } from '@numeural/activations'
import { symmetricResNet } from '@numeural/schemes'

/** Samples of a signal in all one-dimensional workloads. */
export const width = 256

/** Perona–Malik's diffusivity with the fourth power: not built in, registered at run time as a formula. */
const quartic = defineNonlinearity({
  name: 'quartic',
  parameters: { lambda: { default: 1, domain: 'positive' } },
  diffusivity: '1/(1 + (r/lambda)^4)',
})

/**
 * The networks of the workloads by name. Each has its parameters block by block in the order kernel, lambda, tau.
 *
 * @type {Readonly<Record<string, () => import('@numeural/schemes').Network>>}
 */
export const networks = {
  'shared-blocks': () => symmetricResNet({ dimension: 1, blocks: 20, kernel: { width: 3 }, activation: peronaMalik }),
  'own-blocks': () =>
    symmetricResNet({
      dimension: 1,
      blocks: 20,
      channels: 16,
      weights: 'free',
      kernel: { width: 3 },
      activation: peronaMalik,
    }),
  'formula-blocks': () => symmetricResNet({ dimension: 1, blocks: 20, kernel: { width: 3 }, activation: quartic }),
}
