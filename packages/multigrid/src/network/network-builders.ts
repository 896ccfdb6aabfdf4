import type { NetworkBuilder } from '@numeural/schemes'
import { fmgBuilder } from './fmg-network.js'
import { singleGridBuilder } from './single-grid-network.js'
import { unetBuilder } from './unet.js'

/** How the networks of this package are built from their descriptions. */
export const networkBuilders = [unetBuilder, fmgBuilder, singleGridBuilder] as const satisfies readonly NetworkBuilder[]
