import type { OperationOf, SignalShape } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import { type KernelText, kernelText } from '../device/kernel-text.js'
import type { GpuLimits } from '../device/limits.js'
import { gridOf, rowParts } from '../kernels/grid.js'
import type { Tracer } from '../kernels/trace.js'

/** Channels `[from, from + result.channels)` of every sample. */
export const slice: Tracer<OperationOf<'slice'>> = ({ x, from, result }, trace) => {
  const { channels } = shapeOf(trace.plan, x)
  const text = sliceKernel(channels, shapeOf(trace.plan, result), trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, from]))
}

function sliceKernel(channels: number, part: SignalShape, batch: number, limits: GpuLimits): KernelText {
  const { output, position } = gridOf(part, batch, limits)
  return kernelText(
    ['u', 'first'],
    [...position, ...rowParts(part, batch), `return u[(n * ${channels} + first + c) * ${part.height} + y][x];`],
    output,
  )
}
