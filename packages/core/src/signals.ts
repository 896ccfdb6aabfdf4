import { ParameterError, ShapeError } from '@numeural/errors'
import type { SignalShape } from '@numeural/plan'

/**
 * Signals or images of one shape, one behind the other:
 * `[count, channels, height, width]`, by custom in [0, 255] (not clipped).
 * 1D signals have height 1.
 */
export interface Signals {
  readonly data: Float32Array
  readonly count: number
  /** Of each signal. */
  readonly shape: SignalShape
}

/**
 * Refuses what are no signals: sizes that are no positive integers, data of another length, values that are not finite.
 *
 * @param name how messages call them
 * @throws ShapeError `SIGNALS_SHAPE`, `SIGNALS_LENGTH`; ParameterError `SIGNALS_TYPE`, `SIGNALS_VALUE`
 */
export function checkSignals(signals: Signals, name = 'signals'): void {
  const { data, count, shape } = (signals ?? {}) as Partial<Signals>
  const { channels, height, width } = shape ?? {}
  const sizes = [count, channels, height, width]
  if (!sizes.every((size): size is number => Number.isInteger(size) && (size as number) >= 1)) {
    throw new ShapeError(`The ${name} are ${count} of ${channels} × ${height} × ${width} values.`, {
      code: 'SIGNALS_SHAPE',
      given: { count, shape },
      allowed: 'an object with data, count and shape, all sizes positive integers',
      hint: 'Give { data, count, shape: { channels, height, width } } with at least one value; 1D signals have height 1.',
    })
  }
  if (!(data instanceof Float32Array)) {
    throw new ParameterError(`The data of the ${name} are no Float32Array.`, {
      code: 'SIGNALS_TYPE',
      given: typeof data,
      allowed: 'a Float32Array',
      hint: 'Copy the values with Float32Array.from().',
    })
  }
  const expected = sizes.reduce((product, size) => product * size, 1)
  if (data.length !== expected) {
    throw new ShapeError(
      `The ${name} have ${data.length} values, ${count} of ${channels} × ${height} × ${width} have ${expected}.`,
      {
        code: 'SIGNALS_LENGTH',
        given: data.length,
        allowed: `${expected} values`,
        hint: 'Lay the data out as [count, channels, height, width].',
      },
    )
  }
  const wrong = firstNotFinite(data)
  if (wrong < 0) return
  const size = expected / sizes[0]!
  throw new ParameterError(
    `Value ${wrong % size} of signal ${Math.floor(wrong / size)} of the ${name} is ${data[wrong]}.`,
    {
      code: 'SIGNALS_VALUE',
      given: data[wrong],
      allowed: 'finite numbers',
      hint: 'Replace values that are not finite before processing.',
    },
  )
}

/** A plain loop: data sets have millions of values, and a callback for each takes its time before it is compiled. */
function firstNotFinite(data: Float32Array): number {
  for (let index = 0; index < data.length; index++) if (!Number.isFinite(data[index])) return index
  return -1
}
