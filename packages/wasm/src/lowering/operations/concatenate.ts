import type { OperationOf } from '@numeural/plan'
import { constant, type Instruction, signal } from './instruction.js'
import type { Lowering } from './lowering.js'

/** Copies the parts that could not be written in their place. */
export const concatenate: Lowering<OperationOf<'concatenate'>> = {
  lower(work, context) {
    const { placement } = context
    const instructions: Instruction[] = []
    let channel = 0
    for (const x of work.xs) {
      const { channels } = context.shape(x)
      const from = placement.of(x)
      const whole = placement.of(work.result)
      if (from.storage !== whole.storage || from.channel !== whole.channel + channel) {
        instructions.push({
          kernel: 'copySamples',
          arguments: [
            { kind: 'count' },
            ...[signal(x), constant(from.storage.sample)],
            ...[{ kind: 'signal', value: work.result, channel } as const, constant(whole.storage.sample)],
            constant(channels * from.storage.plane),
          ],
          scratch: 0,
        })
      }
      channel += channels
    }
    return instructions
  },

  sampleWork: () => 0,
}
