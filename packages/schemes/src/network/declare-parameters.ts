import type { PlanBuilder, Vector } from '@numeural/core'
import { entryOf, type LayoutEntry } from '../parametrisation/parametrisation.js'

/** The vectors of a plan's parameters, by name and set of block weights. */
export type DeclaredParameters = (name: string, block: number) => Vector

/** Declares the whole effective buffer in a plan. */
export function declareParameters(builder: PlanBuilder, layout: readonly LayoutEntry[]): DeclaredParameters {
  const vectors = new Map(layout.map((entry) => [entry, builder.parameter(entry.label, entry.length)]))
  return (name, block) => vectors.get(entryOf(layout, name, block))!
}
