import { checkImage, checkSignals, type Image, type Signals } from '@numeural/core'

/**
 * Checks an image or signals; an image is one signal of its shape.
 *
 * @param name how messages call them
 * @throws ShapeError, ParameterError for sizes that do not fit and for values that are not finite
 */
export function signalsOf(input: Image | Signals, name: string): Signals {
  if ('count' in input) {
    checkSignals(input, name)
    return input
  }
  checkImage(input, name)
  const { data, channels, height, width } = input
  return { data, count: 1, shape: { channels, height, width } }
}
