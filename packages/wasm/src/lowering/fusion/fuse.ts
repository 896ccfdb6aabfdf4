import type { Plan } from '@numeural/plan'
import { liveWork } from '../work/live.js'
import { type Work, workOf } from '../work/work.js'
import { inlineMaps } from './inline-maps.js'
import { inlineStencils } from './inline-stencils.js'
import { inlineSums } from './inline-sums.js'
import { joinGradients } from './join-gradients.js'
import { sumAsMap } from './sum-as-map.js'

/** Joins neighbouring operations, so that intermediate signals need not be written to memory and read again. */
export function fuse(plan: Plan): Work[] {
  const joined = joinGradients(
    plan,
    liveWork(plan, workOf(plan)).map((each) => sumAsMap(plan, each)),
  )
  return inlineSums(plan, inlineStencils(plan, inlineMaps(plan, joined)))
}
