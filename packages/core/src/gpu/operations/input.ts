import type { OperationOf } from '@numeural/plan'
import type { Tracer } from '../kernels/trace.js'

/** Given from outside: it only gets its place. */
export const input: Tracer<OperationOf<'input'>> = ({ name, result }, trace) =>
  trace.setPlace(result, trace.given('input', name))
