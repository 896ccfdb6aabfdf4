import { standardNonlinearities } from '@numeural/activations'
import { definePlugin } from '@numeural/core'
import { standardSchemes } from '../scheme/standard-schemes.js'
import { nonlinearityKind, schemeKind } from './kinds.js'

/** The plugin of all nonlinearities and schemes that come with these packages; it declares both kinds. */
export const standard = definePlugin({
  name: 'standard',
  kinds: [nonlinearityKind, schemeKind],
  nonlinearities: standardNonlinearities,
  schemes: standardSchemes,
})
