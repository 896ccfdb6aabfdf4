import { evaluationOf } from '@numeural/activations'
import type { Dtype } from '@numeural/core'
import { entryOf, isSchemeNetwork, type Model } from '@numeural/schemes'

/**
 * Whether g_max of a model's nonlinearity holds for what is computed in a number type, in every block; true for
 * networks of which no guarantee rests on that.
 */
export function nonlinearityHolds({ network, effective }: Model, dtype: Dtype): boolean {
  if (!isSchemeNetwork(network)) return true
  const { nonlinearity, parametrisation, weights, blocks } = network
  const names = Object.keys(nonlinearity.parameters)
  return Array.from({ length: weights === 'shared' ? 1 : blocks }, (_, set) =>
    Object.fromEntries(names.map((name) => [name, effective[entryOf(parametrisation.layout, name, set).offset]])),
  ).every((values) => {
    const { certified, isBounded } = evaluationOf(nonlinearity, values, { dtype })
    return certified || !isBounded
  })
}
