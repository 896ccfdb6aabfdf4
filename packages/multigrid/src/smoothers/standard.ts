import { chebyshev } from './chebyshev.js'
import { diffusionScheme } from './diffusion-scheme.js'
import { jacobi } from './jacobi.js'
import { lines } from './lines.js'
import { newton } from './newton.js'
import { redBlack } from './red-black.js'

/** The smoothers that have names: the entries of the kind `smoothers`. */
export const standardSmoothers = [
  { name: 'jacobi', make: jacobi },
  { name: 'red-black', make: redBlack },
  { name: 'chebyshev', make: chebyshev },
  { name: 'lines', make: lines },
  { name: 'newton', make: newton },
  { name: 'scheme', make: diffusionScheme },
] as const

/** Name of a smoother. */
export type SmootherName = (typeof standardSmoothers)[number]['name']
