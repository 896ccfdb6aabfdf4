import { freeTransform } from './free-transform.js'
import { createParametrisation, type LayoutEntry, type Parametrisation } from './parametrisation.js'

/**
 * A parametrisation of numbers that are trained as they are, raw and effective ones the same: for networks without
 * norms, domains or bounds to keep.
 *
 * @param entries stretches of the parameter buffer, one behind the other
 */
export function freeParametrisation(
  entries: readonly Pick<LayoutEntry, 'name' | 'kind' | 'block' | 'length'>[],
  initial: Parametrisation['initial'],
): Parametrisation {
  const parts = entries.map(({ length, ...entry }) => ({ ...entry, transform: freeTransform(length, () => []) }))
  return { ...createParametrisation(parts), initial }
}
