import { channelOf, type PlanBuilder, type Signal } from '@numeural/core'
import { ShapeError } from '@numeural/errors'
import type { BlockSettings, SchemeSettings } from './block-settings.js'

/** Channels of the signal that a network takes and gives. */
export function signalChannels({ channels, lifting }: BlockSettings): number {
  return lifting === 'copy' ? 1 : channels
}

/** From the given signal to the network's channels. */
export function lift(
  builder: PlanBuilder,
  input: Signal,
  settings: BlockSettings,
  size: SchemeSettings['size'] = null,
): Signal {
  const { channels, dimension, lifting } = settings
  const expected = signalChannels(settings)
  if (input.shape.channels !== expected) {
    throw refuse(`${input.shape.channels} channels`, `${expected} ${expected === 1 ? 'channel' : 'channels'}`)
  }
  if (dimension === 1 && input.shape.height !== 1) {
    throw refuse(`a height of ${input.shape.height}`, 'a height of 1: the network is one-dimensional')
  }
  if (size !== null && (size.height !== input.shape.height || size.width !== input.shape.width)) {
    throw refuse(
      `${input.shape.height}×${input.shape.width} samples`,
      `${size.height}×${size.width} samples, for which its kernels are normalised`,
    )
  }
  if (lifting === 'none' || channels === 1) return input
  return builder.map('u', { u: channelOf(input, 0) }, channels)
}

/** From the network's channels back to those of the given signal. */
export function lower(builder: PlanBuilder, u: Signal, { channels, lifting }: BlockSettings): Signal {
  if (lifting === 'none' || channels === 1) return u
  return builder.map(`s/${channels}`, { s: builder.sumOverChannels(u) })
}

function refuse(given: string, allowed: string): ShapeError {
  return new ShapeError(`The signal has ${given}; the network takes ${allowed}.`, {
    code: 'NETWORK_SIGNAL',
    given,
    allowed,
    hint: 'Give a signal that fits the network, or build the network for this signal.',
  })
}
