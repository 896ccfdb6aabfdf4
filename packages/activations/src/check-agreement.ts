import { NumeuralError } from '@numeural/errors'
import type { Graph } from '@numeural/formula'
import {
  activationFromDiffusivity,
  activationFromRegulariser,
  activationFromShrinkage,
} from './conversions/to-activation.js'
import { regulariserFromActivation } from './conversions/to-regulariser.js'
import type { FaceName } from './face.js'
import type { Nonlinearity } from './nonlinearity.js'
import { scalarEvaluator } from './scalar-evaluator.js'
import { trialPoints } from './trial-points.js'

/** Relative to the size that rounding has: |Φ| + |r| for fluxes, |Ψ| + r² for regularisers. */
const tolerance = 1e-6

const toActivation: Readonly<Record<FaceName, (graph: Graph) => Graph>> = {
  diffusivity: activationFromDiffusivity,
  regulariser: activationFromRegulariser,
  shrinkage: activationFromShrinkage,
  activation: (graph) => graph,
}

/** Refuses several given faces that do not describe one nonlinearity, by comparing their fluxes and Ψ with 2∫Φ. */
export function checkAgreement(nonlinearity: Nonlinearity, values: Readonly<Record<string, number>>): void {
  const { faces, definedBy, name } = nonlinearity
  const given = Object.keys(faces) as FaceName[]
  if (given.length < 2) return
  const reference = toActivation[definedBy](faces[definedBy] as Graph)
  const flux = scalarEvaluator(reference, values)
  for (const face of given) {
    if (face === definedBy) continue
    const other = scalarEvaluator(toActivation[face](faces[face] as Graph), values)
    for (const r of trialPoints) {
      const [expected, found] = [flux(r), other(r)]
      if (agree(expected, found, r)) continue
      throw disagreement(name, definedBy, face, r, values.tau, expected, found)
    }
  }
  if (faces.regulariser === undefined) return
  const source = given.find((face) => face !== 'regulariser') as FaceName
  const integral = regulariserFromActivation(toActivation[source](faces[source] as Graph), values)
  const regulariser = scalarEvaluator(faces.regulariser, values)
  for (const r of trialPoints.filter((_, k) => k % 5 === 0)) {
    const [expected, found] = [integral(r), regulariser(r)]
    if (!agree(expected, found, r * r)) throw disagreement(name, source, 'regulariser', r, values.tau, expected, found)
  }
}

function agree(expected: number, found: number, scale: number): boolean {
  return expected === found || Math.abs(expected - found) <= tolerance * (Math.abs(expected) + scale)
}

function disagreement(
  name: string,
  first: FaceName,
  second: FaceName,
  r: number,
  tau: number,
  expected: number,
  found: number,
): NumeuralError {
  const isAboutTau = (first === 'shrinkage' || second === 'shrinkage') && tau !== 0.25
  return new NumeuralError(
    `The ${first} and the ${second} of '${name}' contradict each other at r = ${r}, tau = ${tau}: ${expected} and ${found}.`,
    {
      code: 'NONLINEARITY_FACES_DISAGREE',
      given: { first, second, r, tau, expected, found },
      allowed: 'faces that are translations of each other (T20, Table 1)',
      hint: isAboutTau
        ? 'Write the shrinkage function for every tau, S(r) = r*(1 - 4*tau*g(sqrt(2)*r)); tables often show tau = 1/4 only.'
        : 'Give one face only, and the others are derived.',
    },
  )
}
