import type { StateOperation } from '@numeural/plan'
import type { Tracer } from '../kernels/trace.js'

/** Given from outside: it only gets its place. */
export const state: Tracer<StateOperation> = ({ name, result }, trace) =>
  trace.setPlace(result, trace.given('state', name))
