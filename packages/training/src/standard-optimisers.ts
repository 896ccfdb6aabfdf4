import type { Maker } from '@numeural/core'
import { type AdamOptions, adam } from './adam.js'
import type { Optimiser } from './optimiser.js'

/** The optimisers that come with the package, by name. */
export const standardOptimisers = [{ name: 'adam', make: adam }] as const satisfies readonly Maker<
  string,
  Optimiser,
  AdamOptions
>[]
