import { type OperationOf, sizeOf } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { Lowering } from './lowering.js'
import { transferCall } from './transfer-call.js'

export const restrict: Lowering<OperationOf<'restrict'>> = {
  lower: (work, context) => [
    transferCall('restrict', work, context, context.shape(work.x), context.shape(work.result)),
  ],
  sampleWork: ({ x }, plan) => sizeOf(shapeOf(plan, x)),
}
