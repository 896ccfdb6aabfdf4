import type { Plan } from '@numeural/plan'
import type { StageWork } from '../stages/stages.js'
import { concatenate } from './concatenate.js'
import type { LoweringContext } from './context.js'
import { convolution } from './convolution.js'
import type { Instruction } from './instruction.js'
import { kernelGradient } from './kernel-gradient.js'
import type { Lowering } from './lowering.js'
import { map } from './map.js'
import { prolong } from './prolong.js'
import { reduce } from './reduce.js'
import { restrict } from './restrict.js'
import { slice } from './slice.js'
import { sumOverChannels } from './sum-over-channels.js'
import { transposedConvolution } from './transposed-convolution.js'
import { tridiagonal } from './tridiagonal.js'

type Tiled = StageWork['tiled'][number]

/** The one table of operations that are computed tile by tile: each is a file of this folder and a row here. */
const operations: { readonly [Name in Tiled['op']]: Lowering<Extract<Tiled, { readonly op: Name }>> } = {
  convolution,
  'transposed-convolution': transposedConvolution,
  'kernel-gradient': kernelGradient,
  map,
  reduce,
  'sum-over-channels': sumOverChannels,
  slice,
  concatenate,
  restrict,
  prolong,
  tridiagonal,
}

/** The kernel calls of one operation. */
export function lower(work: Tiled, context: LoweringContext): Instruction[] {
  return (operations[work.op] as Lowering<Tiled>).lower(work, context)
}

/** Values that an operation computes for a sample, each counted as often as a kernel has entries. */
export function sampleWorkOf(work: Tiled, plan: Plan): number {
  return (operations[work.op] as Lowering<Tiled>).sampleWork(work, plan)
}
