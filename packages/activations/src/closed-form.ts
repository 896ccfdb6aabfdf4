import { type Graph, substitute, withoutCancellation, withoutOverflow, withoutUnderflow } from '@numeural/formula'
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
  const source = sourceFace(nonlinearity)
  return symbolic[face][source]?.(nonlinearity.faces[source] as Graph, !nonlinearity.activationOnly)
}

/** Like `closedForm`, equal to it for every r, without cancellation next to r = 0. Bounds are taken of it. */
export function stableForm(nonlinearity: Nonlinearity, face: FaceName): Graph | undefined {
  const forms = known.get(nonlinearity) ?? {}
  known.set(nonlinearity, forms)
  if (forms[face] === undefined) {
    const form = closedForm(nonlinearity, face)
    if (form !== undefined) forms[face] = withoutCancellation(form, positiveNames(nonlinearity))
  }
  return forms[face]
}

const executable = new WeakMap<Graph, Graph>()

/** A formula as backends evaluate it: without cancellation and 0/0 next to r = 0, and without ∞/∞ of exponentials. */
export function executableForm(nonlinearity: Nonlinearity, face: FaceName): Graph | undefined {
  const form = stableForm(nonlinearity, face)
  if (form === undefined) return undefined
  const known = executable.get(form) ?? withoutUnderflow(withoutOverflow(form))
  executable.set(form, known)
  return known
}

function positiveNames({ parameters }: Nonlinearity): string[] {
  return Object.keys(parameters).filter((name) => parameters[name].domain === 'positive')
}

/** A face that has a formula, as a graph in `r` and the parameters: the time step is put in. */
export function closedFormAt(nonlinearity: Nonlinearity, face: 'diffusivity' | 'activation', tau: number): Graph {
  return substitute(stableForm(nonlinearity, face) as Graph, { tau })
}

/** The same as backends evaluate it. */
export function executableFormAt(nonlinearity: Nonlinearity, face: 'diffusivity' | 'activation', tau: number): Graph {
  return substitute(executableForm(nonlinearity, face) as Graph, { tau })
}
