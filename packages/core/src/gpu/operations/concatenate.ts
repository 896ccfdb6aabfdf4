import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import type { Tracer } from '../kernels/trace.js'

/**
 * The channels of the first signal, then of the second, …; in several steps if they are more than a kernel may read.
 */
export const concatenate: Tracer<OperationOf<'concatenate'>> = ({ xs, result }, trace) => {
  const shape = shapeOf(trace.plan, result)
  let parts = xs.map((x) => ({ handle: trace.place(x).handle, channels: shapeOf(trace.plan, x).channels }))
  do {
    const now = parts.slice(0, trace.limits.arrays)
    const channels = now.map((part) => part.channels)
    const text = concatenateKernel(channels, shape, trace.batch, trace.limits)
    const handle = trace.call(
      text,
      now.map((part) => part.handle),
    )
    parts = [{ handle, channels: channels.reduce((sum, count) => sum + count, 0) }, ...parts.slice(now.length)]
  } while (parts.length > 1)
  trace.setPlace(result, parts[0]!.handle)
}

function concatenateKernel(
  channels: readonly number[],
  { height, width }: SignalShape,
  batch: number,
  limits: GpuLimits,
): KernelText {
  const shape = { channels: channels.reduce((sum, count) => sum + count, 0), height, width }
  const { output, position } = gridOf(shape, batch, limits)
  let first = 0
  const branches = channels.flatMap((count, index) => {
    const from = `(n * ${count} + c - ${first}) * ${height} + y`
    first += count
    const read = `return u${index}[${from}][x];`
    return index === channels.length - 1 ? [read] : [`if (c < ${first}) {`, read, '}']
  })
  return kernelText(
    channels.map((_, index) => `u${index}`),
    [...position, ...rowParts(shape, batch), ...branches],
    output,
  )
}
