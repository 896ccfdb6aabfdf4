import { type Option, refused } from '@numeural/errors'
import type { Nonlinearity } from './nonlinearity.js'

/**
 * Refuses what is no nonlinearity, such as the name of one.
 *
 * @throws ParameterError under the option's code
 */
export function requireNonlinearity(option: Option, value: unknown): asserts value is Nonlinearity {
  const { formulas, parameters, name } = (value ?? {}) as Partial<Nonlinearity>
  if (typeof formulas === 'object' && typeof parameters === 'object' && typeof name === 'string') return
  throw refused(
    option,
    value,
    'a nonlinearity',
    "Import one such as peronaMalik from @numeural/activations, make one by defineNonlinearity(), or look a name up: createRegistry(standardPlugin).nonlinearity('perona-malik').",
  )
}
