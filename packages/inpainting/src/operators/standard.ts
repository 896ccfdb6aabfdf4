import { eed } from './eed.js'
import { homogeneous } from './homogeneous.js'

/** The operators that have names: the entries of the kind `inpaintingOperators`. */
export const standardOperators = [
  { name: 'eed', make: eed },
  { name: 'homogeneous', make: homogeneous },
] as const
