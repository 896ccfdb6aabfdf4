import { NumeuralError } from '@numeural/errors'
import { compareDerivatives, differentiate, type Graph, inputsOf } from '@numeural/formula'
import { closedForm } from './closed-form.js'
import type { Nonlinearity } from './nonlinearity.js'
import { thresholds } from './thresholds.js'
import { readablePoints, trialPoints } from './trial-points.js'

/** Uneven, so that none is a threshold. */
const points = [...readablePoints.slice(0, 3).map((r) => 1.0371 * r), ...trialPoints.filter((_, k) => k % 6 === 0)]

/**
 * Refuses a nonlinearity if a derivative that kernels and bounds use,
 * of a formula as it is written or of the flux, is not the one that mathjs takes symbolically.
 */
export function checkDerivatives(nonlinearity: Nonlinearity, values: Readonly<Record<string, number>>): void {
  const flux = closedForm(nonlinearity, 'activation') as Graph
  for (const graph of new Set([flux, ...Object.values(nonlinearity.faces)])) {
    const samples = pointsFor(graph, values).flatMap((r) => [r, -r].map((each) => ({ ...values, r: each })))
    for (const name of inputsOf(graph)) {
      const { disagreement, isUndecided } = compareDerivatives(graph, differentiate(graph, name), name, samples)
      if (disagreement !== null || isUndecided) throw refusal(nonlinearity.name, name, disagreement)
    }
  }
}

/** Besides the usual points, one between any two thresholds. */
function pointsFor(graph: Graph, values: Readonly<Record<string, number>>): number[] {
  const cuts = thresholds(graph, values, 1e4)
  const between = cuts.slice(1).map((cut, k) => Math.sqrt(cut) * Math.sqrt(cuts[k] as number))
  return [...points, ...between.filter((r) => !cuts.includes(r))]
}

type Disagreement = ReturnType<typeof compareDerivatives>['disagreement']

function refusal(owner: string, name: string, disagreement: Disagreement): NumeuralError {
  const what = `The derivative of '${owner}' with respect to ${name}`
  if (disagreement === null) {
    return new NumeuralError(`${what} could be compared with the symbolic one nowhere on some piece of its formula.`, {
      code: 'NONLINEARITY_DERIVATIVE',
      given: name,
      allowed: 'formulas whose derivative can be enclosed somewhere on every piece',
      hint: 'Write the formula without cancellation and without functions that overflow between 1e-6 and 1e4.',
    })
  }
  const { values, own, expected } = disagreement
  return new NumeuralError(
    `${what} is ${own.lo} … ${own.hi} at r = ${values.r}, the symbolic one is ${expected.lo} … ${expected.hi}.`,
    {
      code: 'NONLINEARITY_DERIVATIVE',
      given: { own, expected, values },
      allowed: 'two derivatives that agree',
      hint: 'Report the formula: a rule of differentiation is wrong.',
    },
  )
}
