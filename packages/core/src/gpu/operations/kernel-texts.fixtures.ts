import { PlanBuilder } from '@numeural/plan'
import type { GpuHandle } from '../device/gpu-js.js'
import type { GpuLimits } from '../device/limits.js'
import { tracePlan } from '../program/trace-plan.js'

/** Limits of a device on which everything small fits. */
export const roomy: GpuLimits = { arrays: 7, values: 2 ** 28, rows: 8 * 65535, columns: 8 * 65535 }

/**
 * The kernels of a plan, in the order of their calls, each with its output's size and what it is called with:
 * `#k` is the result of call k.
 */
export function kernelTexts(
  build: (builder: PlanBuilder) => void,
  { batch = 3, limits = roomy }: { batch?: number; limits?: GpuLimits } = {},
): string[] {
  const builder = new PlanBuilder('float32')
  build(builder)
  const plan = builder.finish()
  const texts: string[] = []
  const handle = (name: string): GpuHandle => name as unknown as GpuHandle
  const known = new Map<string, GpuHandle>()
  tracePlan(
    plan,
    batch,
    plan.outputs.map(({ value }) => value),
    {
      limits,
      table: (numbers) => handle(`[${numbers.join(', ')}]`),
      given: (kind, name) =>
        known.get(name || kind) ?? known.set(name || kind, handle(name || kind)).get(name || kind)!,
      call: ({ source, output }, operands) => {
        texts.push(`${output.join('×')} of (${operands.join(', ')}): ${source}`)
        return handle(`#${texts.length - 1}`)
      },
    },
  )
  return texts
}
