import type { OperationOf } from '@numeural/plan'
import type { Tracer } from '../kernels/trace.js'

/** Given from outside: it only gets its place. */
export const state: Tracer<OperationOf<'state'>> = ({ name, result }, trace) =>
  trace.setPlace(result, trace.given('state', name))
