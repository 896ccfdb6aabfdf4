import type { SignalShape, SliceOperation } from '@numeural/plan'
import type { GpuLimits } from '../limits.js'
import { shapeOf, type Tracer } from '../program/tracer.js'
import { gridOf, rowParts } from './grid.js'
import { type KernelText, kernelText } from './kernel-text.js'

/** Channels `[from, from + result.channels)` of every sample. */
export const slice: Tracer<SliceOperation> = ({ x, from, result }, trace) => {
  const { channels } = shapeOf(trace.plan, x)
  const text = sliceKernel(channels, shapeOf(trace.plan, result), trace.batch, trace.limits)
  trace.setPlace(result, trace.call(text, [trace.place(x).handle, from]))
}

export function sliceKernel(channels: number, part: SignalShape, batch: number, limits: GpuLimits): KernelText {
  const { output, position } = gridOf(part, batch, limits)
  return kernelText(
    ['u', 'first'],
    [...position, ...rowParts(part, batch), `return u[(n * ${channels} + first + c) * ${part.height} + y][x];`],
    output,
  )
}
