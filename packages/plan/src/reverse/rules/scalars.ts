import type { ScalarsOperation } from '../../plan/operation.js'
import { notDifferentiable } from '../not-differentiable.js'
import type { AdjointRule } from '../rule.js'

/** Formulas on scalars are for solvers; there is no adjoint yet. */
export const scalars: AdjointRule<ScalarsOperation> = () => {
  throw notDifferentiable('scalars')
}
