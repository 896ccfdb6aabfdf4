import type { Operation } from '@numeural/plan'
import type { Trace, Tracer } from '../kernels/trace.js'
import { concatenate } from './concatenate.js'
import { convolution } from './convolution.js'
import { input } from './input.js'
import { kernelGradient } from './kernel-gradient.js'
import { map } from './map.js'
import { parameter } from './parameter.js'
import { prolong } from './prolong.js'
import { reduce } from './reduce.js'
import { restrict } from './restrict.js'
import { scalars } from './scalars.js'
import { slice } from './slice.js'
import { state } from './state.js'
import { sumOverChannels } from './sum-over-channels.js'
import { transposedConvolution } from './transposed-convolution.js'
import { tridiagonal } from './tridiagonal.js'

/** The one table of operations on gpu: each is a file of this folder and a row here. */
export const operations: { readonly [Name in Operation['op']]: Tracer<Extract<Operation, { readonly op: Name }>> } = {
  input,
  state,
  parameter,
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
  tridiagonal,
}

/** Adds the kernel calls of an operation. */
export function traceOperation(operation: Operation, trace: Trace): void {
  ;(operations[operation.op] as Tracer<Operation>)(operation, trace)
}
