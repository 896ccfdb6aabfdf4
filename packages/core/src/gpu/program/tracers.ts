import type { Operation } from '@numeural/plan'
import { concatenate } from '../kernels/concatenate.js'
import { convolution } from '../kernels/convolution.js'
import { kernelGradient } from '../kernels/kernel-gradient.js'
import { map } from '../kernels/map.js'
import { reduce } from '../kernels/reduce.js'
import { scalars } from '../kernels/scalars.js'
import { slice } from '../kernels/slice.js'
import { sumOverChannels } from '../kernels/sum-over-channels.js'
import { prolong, restrict } from '../kernels/transfer.js'
import { transposedConvolution } from '../kernels/transposed-convolution.js'
import type { Trace, Tracer } from './tracer.js'

/** How every operation becomes kernel calls; what is given from outside only gets its place. */
const tracers: { readonly [Name in Operation['op']]: Tracer<Extract<Operation, { readonly op: Name }>> } = {
  input: ({ name, result }, trace) => trace.setPlace(result, trace.given('input', name)),
  state: ({ name, result }, trace) => trace.setPlace(result, trace.given('state', name)),
  parameter: ({ offset, result }, trace) => {
    const handle = trace.given('parameters', '')
    trace.setAlias(result, { handle, offset, length: trace.plan.parameterLength })
  },
  convolution,
  'transposed-convolution': transposedConvolution,
  'kernel-gradient': kernelGradient,
  map,
  scalars,
  reduce,
  'sum-over-channels': sumOverChannels,
  slice,
  concatenate,
  restrict,
  prolong,
}

/** Adds the kernel calls of an operation. */
export function traceOperation(operation: Operation, trace: Trace): void {
  ;(tracers[operation.op] as Tracer<Operation>)(operation, trace)
}
