import { checkNonlinearity, type Nonlinearity } from '@numeural/activations'
import { defineKind } from '@numeural/core'
import { requireKind } from '@numeural/errors'
import type { NetworkBuilder } from '../network/network.js'
import { analyseScheme } from '../scheme/analyse-scheme.js'
import type { Scheme } from '../scheme/scheme.js'
import { requireNonlinearity, requireScheme } from './check-entry.js'
import { listNonlinearity, listScheme } from './listings.js'

/** Nonlinearities as a kind: made by `defineNonlinearity`, all their formulas parsed and checked. */
export const nonlinearityKind = defineKind({
  name: 'nonlinearities',
  one: 'nonlinearity',
  check(entry: Nonlinearity) {
    requireNonlinearity(entry)
    checkNonlinearity(entry)
  },
  list: listNonlinearity,
})

/** Schemes as a kind: made by `defineScheme`, their formulas parsed and analysed. */
export const schemeKind = defineKind({
  name: 'schemes',
  one: 'scheme',
  check(entry: Scheme) {
    requireScheme(entry)
    analyseScheme(entry)
  },
  list: listScheme,
})

/** Builders of networks as a kind, for descriptions of networks that this package does not know. */
export const networkKind = defineKind({
  name: 'networks',
  one: 'network',
  check(entry: NetworkBuilder) {
    requireKind({ owner: `Network '${entry.name}'`, option: 'from', code: 'PLUGIN_ENTRY' }, entry.from, 'function')
  },
})
