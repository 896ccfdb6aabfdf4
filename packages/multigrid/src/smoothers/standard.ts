import { chebyshev } from './chebyshev.js'
import { diffusionScheme } from './diffusion-scheme.js'
import { jacobi } from './jacobi.js'
import { newton } from './newton.js'
import { redBlack } from './red-black.js'

/** The smoothers that have names. */
export const standardSmoothers = { jacobi, 'red-black': redBlack, chebyshev, newton, scheme: diffusionScheme } as const

/** Name of a smoother. */
export type SmootherName = keyof typeof standardSmoothers
