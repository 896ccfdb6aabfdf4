import type { SignalShape } from '@numeural/plan'
import type { GpuHandle } from '../device/gpu-js.js'
import { kernelText } from '../device/kernel-text.js'
import { Arguments } from './arguments.js'
import { gridOf, rowParts } from './grid.js'
import type { Gather, Trace } from './trace.js'

/** A convolution by a kernel of its own. */
export function gathered(trace: Trace, shape: SignalShape, gather: Gather): GpuHandle {
  const { output, position } = gridOf(shape, trace.batch, trace.limits)
  const arguments_ = new Arguments()
  const sum = gather(arguments_)
  const statements = [...position, ...rowParts(shape, trace.batch), ...sum, 'return sum;']
  return trace.call(kernelText(arguments_.names, statements, output), arguments_.values)
}
