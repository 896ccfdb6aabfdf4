import { standardNonlinearities } from '@numeural/activations'
import { definePlugin } from '@numeural/core'
import { standardSchemes } from '../scheme/standard-schemes.js'
import { networkKind, nonlinearityKind, schemeKind } from './kinds.js'

/**
 * The plugin of all nonlinearities and schemes that come with these packages; it declares both kinds, and that of
 * networks.
 */
export const standardPlugin = definePlugin({
  name: 'standard',
  kinds: [nonlinearityKind, schemeKind, networkKind],
  nonlinearities: standardNonlinearities,
  schemes: standardSchemes,
})
