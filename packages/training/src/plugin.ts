import { defineKind, definePlugin, type Maker } from '@numeural/core'
import { requireKind } from '@numeural/errors'
import type { Optimiser } from './optimiser.js'
import { standardOptimisers } from './standard-optimisers.js'

/** Optimisers as a kind: a name, and a function that makes the optimiser from its options. */
const optimiserKind = defineKind({
  name: 'optimisers',
  one: 'optimiser',
  check({ name, make }: Maker<string, Optimiser>) {
    requireKind({ owner: `Optimiser '${name}'`, option: 'make', code: 'PLUGIN_ENTRY' }, make, 'function')
  },
})

/** The plugin of the optimisers, whose kind it declares. */
export const trainingPlugin = definePlugin({
  name: 'training',
  kinds: [optimiserKind],
  optimisers: standardOptimisers,
})
