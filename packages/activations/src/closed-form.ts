import { type Graph, substitute } from '@numeural/formula'
import {
  activationFromDiffusivity,
  activationFromRegulariser,
  activationFromShrinkage,
} from './conversions/to-activation.js'
import {
  diffusivityFromActivation,
  diffusivityFromRegulariser,
  diffusivityFromShrinkage,
} from './conversions/to-diffusivity.js'
import {
  shrinkageFromActivation,
  shrinkageFromDiffusivity,
  shrinkageFromRegulariser,
} from './conversions/to-shrinkage.js'
import type { FaceName } from './face.js'
import type { Nonlinearity } from './nonlinearity.js'

type Conversions = Partial<Record<FaceName, (graph: Graph, isOdd: boolean) => Graph>>

/** By target, then source: the conversions that give a formula. */
const symbolic: Readonly<Record<Exclude<FaceName, 'regulariser'>, Conversions>> = {
  diffusivity: {
    activation: diffusivityFromActivation,
    regulariser: diffusivityFromRegulariser,
    shrinkage: diffusivityFromShrinkage,
  },
  activation: {
    diffusivity: activationFromDiffusivity,
    regulariser: activationFromRegulariser,
    shrinkage: activationFromShrinkage,
  },
  shrinkage: {
    diffusivity: shrinkageFromDiffusivity,
    activation: shrinkageFromActivation,
    regulariser: shrinkageFromRegulariser,
  },
}

/** Best source first: the shrinkage function loses digits where Φ ≪ r, and may make the others depend on τ. */
const sources: readonly FaceName[] = ['diffusivity', 'activation', 'regulariser', 'shrinkage']

/** The face from which faces without a formula of their own are derived. */
export function sourceFace(nonlinearity: Nonlinearity): FaceName {
  // a nonlinearity has at least one formula
  return sources.find((face) => face in nonlinearity.formulas) as FaceName
}

const known = new WeakMap<Nonlinearity, Partial<Record<FaceName, Graph>>>()

/**
 * The formula of a face in `r`, the parameters and, where a shrinkage function is involved, `tau`:
 * as written, or derived from another face. Undefined for a regulariser that only quadrature gives.
 */
export function closedForm(nonlinearity: Nonlinearity, face: FaceName): Graph | undefined {
  const written = nonlinearity.faces[face]
  if (written !== undefined) return written
  if (face === 'regulariser') return undefined
  const derived = known.get(nonlinearity) ?? {}
  known.set(nonlinearity, derived)
  const source = sourceFace(nonlinearity)
  derived[face] ??= symbolic[face][source]?.(nonlinearity.faces[source] as Graph, !nonlinearity.activationOnly)
  return derived[face]
}

/** A face that has a formula, as a graph in `r` and the parameters: the time step is put in. */
export function closedFormAt(nonlinearity: Nonlinearity, face: 'diffusivity' | 'activation', tau: number): Graph {
  return substitute(closedForm(nonlinearity, face) as Graph, { tau })
}
