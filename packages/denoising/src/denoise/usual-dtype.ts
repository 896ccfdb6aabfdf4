import { nonlinearityHolds } from '@numeural/certificates'
import type { Backend, Dtype } from '@numeural/core'
import type { Model } from '@numeural/schemes'

/**
 * Networks run in float32, which is faster; in float64 where the bounds of their nonlinearity hold there and not in
 * float32, and the backend has it.
 */
export function usualDtype(model: Model, { info }: Backend): Dtype {
  if (nonlinearityHolds(model, 'float32') || !info.dtypes.includes('float64')) return 'float32'
  return nonlinearityHolds(model, 'float64') ? 'float64' : 'float32'
}
