import {
  boundsOf,
  type EvaluationBounds,
  evaluationOf,
  type Nonlinearity,
  type NonlinearityBounds,
} from '@numeural/activations'
import type { Dtype } from '@numeural/core'

/** The bounds of a nonlinearity as it is computed: its formula's, certified where they hold for rounded numbers. */
export function computedBounds(
  nonlinearity: Nonlinearity,
  values: Readonly<Record<string, number>>,
  dtype: Dtype,
): { readonly bounds: NonlinearityBounds; readonly evaluation: EvaluationBounds } {
  const own = boundsOf(nonlinearity, values)
  const evaluation = evaluationOf(nonlinearity, values, { dtype })
  // Slopes are those of the formula; a computed flux keeps them up to an error in proportion to |r|, if it is small.
  const isClose = evaluation.certified && Number.isFinite(evaluation.error)
  const close = <B extends { readonly certified: boolean }>(bound: B): B => ({
    ...bound,
    certified: bound.certified && isClose,
  })
  const bounds: NonlinearityBounds = {
    gMax: {
      value: evaluation.certified ? evaluation.gMax : own.gMax.value,
      certified: own.gMax.certified && evaluation.certified,
    },
    get lipschitz() {
      return close(own.lipschitz)
    },
    get monotone() {
      return close(own.monotone)
    },
    get minSlope() {
      return close(own.minSlope)
    },
  }
  return { bounds, evaluation }
}
