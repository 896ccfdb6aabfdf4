/**
 * The four faces of one nonlinearity (T20, Table 1): diffusivity g, regulariser Ψ, shrinkage function S, and
 * activation Φ, which is the flux of the diffusion.
 */
export type FaceName = 'diffusivity' | 'regulariser' | 'shrinkage' | 'activation'

/** The faces in the order of T20, Table 1. */
export const faceNames: readonly FaceName[] = ['diffusivity', 'regulariser', 'shrinkage', 'activation']

/** Time step τ and regularisation weight α of the papers' tables; one value τ = α is used throughout. */
export const defaultTau = 0.25

/** Symbols with a meaning of their own, which no parameter can take: the variable and the time step. */
export const reservedSymbols: readonly string[] = ['r', 'tau']

/** The symbols that the formula of a face may use: `r`, the parameters and, in a shrinkage function, `tau`. */
export function symbolsOf(face: FaceName, parameters: readonly string[]): string[] {
  return face === 'shrinkage' ? ['r', ...parameters, 'tau'] : ['r', ...parameters]
}
