import { NumeuralError } from '@numeural/errors'
import { compareDerivatives, type Graph } from '@numeural/formula'
import { consistencySamples } from './consistency-samples.js'
import type { Scheme, SchemeSignal } from './scheme.js'

/** Values of the signals at which derivatives are compared; a formula that is linear in them has the same anywhere. */
const signalValues: Readonly<Record<SchemeSignal, number>> = {
  u: 1.25,
  previous: -0.75,
  start: 0.5,
  flux: -1.5,
  startFlux: 0.875,
}

type Points = readonly Readonly<Record<string, number>>[]

/** Where weights are compared: in the first steps of a cycle, whose formulas often differ, and at two uneven points. */
export function weightPoints(scheme: Scheme): Points {
  const samples = consistencySamples(scheme)
  return [...samples.slice(0, Math.min(scheme.length ?? 1, 4)), ...samples.slice(-2)].map((sample) => ({
    ...sample,
    ...signalValues,
  }))
}

/**
 * Refuses a scheme if the weight of a signal, the derivative of its formula that networks, kernels and certificates
 * use, is not the one that mathjs takes symbolically.
 *
 * @param weights of the signals that the formula reads
 * @throws NumeuralError `SCHEME_DERIVATIVE`
 */
export function checkWeights(
  scheme: Scheme,
  field: string,
  formula: Graph,
  weights: Readonly<Partial<Record<SchemeSignal, Graph>>>,
): void {
  const points = weightPoints(scheme)
  for (const [signal, weight] of Object.entries(weights)) {
    const disagreement = disagreementOf(formula, weight, signal, points)
    if (disagreement === null) continue
    const { values, own, expected } = disagreement
    const at = Object.keys(scheme.parameters)
      .concat('l', 'L')
      .map((name) => `${name} = ${values[name]}`)
    throw new NumeuralError(
      `Scheme '${scheme.name}': the weight of ${signal} in ${field} is ${own.lo} … ${own.hi} at ${at.join(', ')}, the symbolic one is ${expected.lo} … ${expected.hi}.`,
      {
        code: 'SCHEME_DERIVATIVE',
        given: { own, expected, values },
        allowed: 'two derivatives that agree',
        hint: 'Report the formula: a rule of differentiation is wrong.',
      },
    )
  }
}

function disagreementOf(formula: Graph, weight: Graph, signal: string, points: Points) {
  try {
    return compareDerivatives(formula, weight, signal, points).disagreement
  } catch (error) {
    // a table of weights by conditions is right or wrong, and too long to be written for mathjs
    if (error instanceof NumeuralError && error.code === 'PIECES_TOO_MANY') return null
    throw error
  }
}
