import type { Model } from './model.js'

/** The scalars of a model's first block by their names; of parameters with a value per step the first one. */
export function parameterValues({ network, effective }: Model): Record<string, number> {
  const entries = network.parametrisation.layout
    .filter(({ kind, block }) => (kind === 'nonlinearity' || kind === 'scheme') && (block === 0 || block === null))
    .map(({ name, offset }) => [name, effective[offset]!] as const)
  return Object.fromEntries(entries)
}
