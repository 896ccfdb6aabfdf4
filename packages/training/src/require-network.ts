import { refused } from '@numeural/errors'
import type { Network } from '@numeural/schemes'

/** Refuses what is no network. */
export function requireNetwork(owner: string, given: unknown): asserts given is Network {
  const { parametrisation, trace } = (given ?? {}) as Partial<Network>
  if (typeof parametrisation === 'object' && typeof trace === 'function') return
  const option = { owner, option: 'network', code: 'TRAINING_OPTION' }
  throw refused(option, given, 'a network, such as symmetricResNet() makes')
}
