import type { InputOperation } from '@numeural/plan'
import type { Tracer } from '../kernels/trace.js'

/** Given from outside: it only gets its place. */
export const input: Tracer<InputOperation> = ({ name, result }, trace) =>
  trace.setPlace(result, trace.given('input', name))
