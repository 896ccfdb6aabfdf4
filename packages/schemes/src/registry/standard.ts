import { standardNonlinearities } from '@numeural/activations'
import { definePlugin } from '@numeural/core'
import { standardSchemes } from '../scheme/standard-schemes.js'

/** The plugin of all nonlinearities and schemes that come with these packages. */
export const standard = definePlugin({
  name: 'standard',
  nonlinearities: standardNonlinearities,
  schemes: standardSchemes,
})
