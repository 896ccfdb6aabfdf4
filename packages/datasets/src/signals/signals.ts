import { ShapeError } from '@numeural/errors'

/** 1D signals of one length, one channel each: a batch `[count, 1, 1, length]`. */
export interface Signals {
  /** The samples, signal after signal: `count · length` values, by custom in [0, 255]. */
  readonly data: Float32Array
  readonly count: number
  /** Samples in each signal. */
  readonly length: number
}

/** Refuses signals whose data do not have `count · length` samples. */
export function requireSignals(signals: Signals): void {
  const { data, count, length } = signals
  if (data instanceof Float32Array && count > 0 && length > 0 && data.length === count * length) return
  throw new ShapeError(`${count} signals of length ${length} need ${count * length} samples, given ${data?.length}`, {
    code: 'SHAPE_MISMATCH',
    given: { count, length, samples: data?.length },
    allowed: 'a Float32Array of count · length samples, both positive',
  })
}
