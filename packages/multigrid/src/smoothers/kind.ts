import { defineKind, type Maker } from '@numeural/core'
import { requireKind } from '@numeural/errors'
import type { Smoother } from './smoother.js'

/** Smoothers as a kind: a name, and a function that makes the smoother from its options. */
export const smootherKind = defineKind({
  name: 'smoothers',
  one: 'smoother',
  check({ name, make }: Maker<string, Smoother>) {
    requireKind({ owner: `Smoother '${name}'`, option: 'make', code: 'PLUGIN_ENTRY' }, make, 'function')
  },
})
