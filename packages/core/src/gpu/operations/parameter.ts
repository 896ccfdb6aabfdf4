import type { OperationOf } from '@numeural/plan'
import type { Tracer } from '../kernels/trace.js'

/** A part of the one parameter buffer. */
export const parameter: Tracer<OperationOf<'parameter'>> = ({ offset, result }, trace) => {
  const handle = trace.given('parameters', '')
  trace.setAlias(result, { handle, offset, length: trace.plan.parameterLength })
}
