import { cg } from './cg.js'
import { diffusion } from './diffusion.js'

/** The solvers that have names: the entries of the kind `inpaintingSolvers`. */
export const standardSolvers = [
  { name: 'cg', make: cg },
  { name: 'diffusion', make: diffusion },
] as const
