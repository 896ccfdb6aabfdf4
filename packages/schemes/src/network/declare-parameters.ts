import type { PlanBuilder, Vector } from '@numeural/core'
import type { LayoutEntry } from '../parametrisation/parametrisation.js'

/** Declares the whole effective buffer in a plan; gives the vectors by name. */
export function declareParameters(builder: PlanBuilder, layout: readonly LayoutEntry[]): Map<string, Vector> {
  return new Map(layout.map(({ name, length }) => [name, builder.parameter(name, length)]))
}
