import type { SignalShape } from '@numeural/core'
import { ShapeError } from '@numeural/errors'
import type { Network } from '@numeural/schemes'

/**
 * Refuses signals of another dimension, or with other channels, than a network is made for: it would run on some
 * of them and give figures that mean nothing.
 *
 * @throws ShapeError `MODEL_DIMENSION`
 */
export function checkDimension(
  { dimension, inputChannels }: Network,
  { height, channels }: SignalShape,
  what: string,
): void {
  const [made, given] = [dimension === 2 ? 'images' : '1D signals', height > 1 ? 'images' : '1D signals']
  if (made !== given) throw refuse(`The network is made for ${made}, the ${what} data are ${given}.`, given, made)
  if (channels === inputChannels) return
  const text = (count: number): string => `${count} ${count === 1 ? 'channel' : 'channels'}`
  const message = `The network takes signals of ${text(inputChannels)}, the ${what} data have ${text(channels)}.`
  throw refuse(message, text(channels), text(inputChannels))
}

function refuse(message: string, given: string, allowed: string): ShapeError {
  return new ShapeError(message, {
    code: 'MODEL_DIMENSION',
    given,
    allowed,
    hint: `Give ${allowed}, or take a network that is made for ${given}.`,
  })
}
