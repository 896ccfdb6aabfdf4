import { checkImage, type Image, type SignalShape } from '@numeural/core'
import { ShapeError } from '@numeural/errors'
import type { Signals } from './options.js'

/** Images and signals as a plan sees them. */
export interface Sampled {
  readonly data: Float32Array
  readonly batch: number
  readonly shape: SignalShape
}

/**
 * Checks an image or signals and tells their shape as a batch.
 *
 * @param name how messages call them
 * @throws ShapeError, ParameterError for sizes that do not fit and for values that are not finite
 */
export function sampledOf(input: Image | Signals, name: string): Sampled {
  if ('count' in input) {
    const { data, count, length } = input
    if (![count, length].every((size) => Number.isInteger(size) && size >= 1)) {
      throw new ShapeError(`The ${name} has ${count} signals of ${length} samples.`, {
        code: 'SIGNALS_SHAPE',
        given: { count, length },
        allowed: 'positive integers',
        hint: 'Give at least one signal with one sample.',
      })
    }
    checkImage({ data, width: length, height: count, channels: 1 }, name)
    return { data, batch: count, shape: { channels: 1, height: 1, width: length } }
  }
  checkImage(input, name)
  const { data, channels, height, width } = input
  return { data, batch: 1, shape: { channels, height, width } }
}
