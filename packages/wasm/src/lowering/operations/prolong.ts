import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { Lowering } from './lowering.js'
import { transferCall } from './transfer-call.js'

export const prolong: Lowering<OperationOf<'prolong'>> = {
  lower: (work, context) => [transferCall('prolong', work, context, context.shape(work.result), context.shape(work.x))],
  sampleWork: ({ x }, plan) => sizeOf(shapeOf(plan, x)),
}
