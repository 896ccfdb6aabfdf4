import type { Plan } from '../../plan/plan.js'
import { inlineMaps } from './inline-maps.js'
import { inlineStencils } from './inline-stencils.js'
import { liveWork } from './live.js'
import type { Work } from './work.js'

/** Joins neighbouring operations, so that intermediate signals need not be written to memory and read again. */
export function fuse(plan: Plan): Work[] {
  return inlineStencils(plan, inlineMaps(plan, liveWork(plan, plan.operations)))
}
