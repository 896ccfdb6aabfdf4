import { lowerConcatenate } from './concatenate.js'
import type { LoweringContext } from './context.js'
import { lowerConvolution, lowerKernelGradient, lowerTransposedConvolution } from './convolution.js'
import type { Instruction } from './instruction.js'
import { lowerMap } from './map.js'
import { lowerReduce } from './reduce.js'
import type { StageWork } from './stages.js'
import { lowerSumOverChannels } from './sum-over-channels.js'
import { lowerProlong, lowerRestrict } from './transfer.js'

/** The kernel calls of one operation. */
export function lower(work: StageWork['tiled'][number], context: LoweringContext): Instruction[] {
  switch (work.op) {
    case 'convolution':
      return lowerConvolution(work, context)
    case 'transposed-convolution':
      return lowerTransposedConvolution(work, context)
    case 'kernel-gradient':
      return lowerKernelGradient(work, context)
    case 'map':
      return lowerMap(work, context)
    case 'reduce':
      return lowerReduce(work, context)
    case 'sum-over-channels':
      return lowerSumOverChannels(work, context)
    case 'concatenate':
      return lowerConcatenate(work, context)
    case 'restrict':
      return lowerRestrict(work, context)
    case 'prolong':
      return lowerProlong(work, context)
    case 'slice':
      return []
  }
}
