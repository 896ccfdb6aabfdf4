import { evaluate } from '@numeural/formula'
import { closedFormAt } from './closed-form.js'
import type { Nonlinearity } from './nonlinearity.js'
import { trialPoints } from './trial-points.js'

/**
 * Whether the flux of a nonlinearity depends on the time step τ at which it is meant: it does if it is given by a
 * shrinkage function alone that does not read `tau`. `fluxGraph` and networks take it at τ = 1/4 unless told otherwise;
 * steps of another size are then another filter than this shrinkage.
 */
export function dependsOnTau(nonlinearity: Nonlinearity): boolean {
  const { formulas, parameters } = nonlinearity
  if (Object.keys(formulas).some((face) => face !== 'shrinkage')) return false
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { default: usual }]) => [name, usual]))
  const [usual, other] = [0.25, 0.1].map((tau) => closedFormAt(nonlinearity, 'activation', tau))
  return trialPoints.some((r) => {
    const [a = 0, b = 0] = [usual, other].map((graph) => graph && evaluate(graph, { ...values, r })[0])
    // rounding of r − S(r), relative to r
    return Math.abs(a - b) > 1e-9 * (Math.abs(a) + r)
  })
}
