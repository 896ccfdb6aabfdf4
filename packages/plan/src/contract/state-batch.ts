import { ShapeError } from '@numeural/errors'

/** The refusal of a run whose batch size is not that of the states, the same on every backend. */
export function otherBatch(held: number, given: number): ShapeError {
  return new ShapeError(`The plan's states hold ${held} samples, the run has ${given}.`, {
    code: 'RUN_STATE_BATCH',
    given,
    allowed: `batch ${held}`,
    hint: 'Run with the batch size of the states, or change it with writeState().',
  })
}
