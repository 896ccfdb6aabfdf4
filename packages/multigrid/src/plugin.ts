import { definePlugin } from '@numeural/core'
import { implicit } from './implicit/implicit.js'
import { networkBuilders } from './network/network-builders.js'
import { smootherKind } from './smoothers/kind.js'
import { standardSmoothers } from './smoothers/standard.js'

/**
 * The plugin with the smoothers, whose kind it declares, the scheme `implicit`, solved by multigrid, and the networks
 * on grids.
 */
export const multigridPlugin = definePlugin({
  name: 'multigrid',
  kinds: [smootherKind],
  schemes: [implicit],
  smoothers: standardSmoothers,
  networks: networkBuilders,
})
