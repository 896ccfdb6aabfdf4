import { type ProlongOperation, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { Lowering } from './lowering.js'
import { transferCall } from './transfer-call.js'

export const prolong: Lowering<ProlongOperation> = {
  lower: (work, context) => [transferCall('prolong', work, context, context.shape(work.result), context.shape(work.x))],
  sampleWork: ({ x }, plan) => sizeOf(shapeOf(plan, x)),
}
