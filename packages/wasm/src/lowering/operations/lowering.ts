import type { Plan } from '@numeural/plan'
import type { LoweringContext } from './context.js'
import type { Instruction } from './instruction.js'

/** How one operation is computed tile by tile. */
export interface Lowering<Op> {
  /** Its kernel calls. */
  lower(work: Op, context: LoweringContext): Instruction[]
  /** Values that it computes for a sample, each counted as often as a kernel has entries. */
  sampleWork(work: Op, plan: Plan): number
}
