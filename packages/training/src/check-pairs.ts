import { sizeOf } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { ShapeError } from '@numeural/errors'

/** Throws a ShapeError unless both arrays hold `count` signals of the shape and only finite numbers. */
export function checkPairs(pairs: SignalPairs, what: string): void {
  if (!Object.hasOwn(pairs, 'noisy') || !Object.hasOwn(pairs, 'clean') || typeof pairs.shape !== 'object') {
    throw new ShapeError(`${what} data: these are no pairs of noisy and clean signals`, {
      code: 'PAIRS_MISSING',
      given: Object.keys(pairs),
      allowed: 'an object with noisy, clean, count and shape',
      hint: 'Give one split of denoisingSignals() of @numeural/datasets, or an object of that form.',
    })
  }
  const expected = pairs.count * sizeOf(pairs.shape)
  for (const part of ['noisy', 'clean'] as const) {
    const data = pairs[part]
    if (!Number.isInteger(pairs.count) || pairs.count < 1 || data.length !== expected) {
      const { channels, height, width } = pairs.shape
      throw new ShapeError(
        `${what} data: ${part} holds ${data.length} values, ${pairs.count} signals of ${channels}×${height}×${width} need ${expected}`,
        { code: 'PAIRS_LENGTH', given: data.length, allowed: `${expected}, and at least one signal` },
      )
    }
    const bad = data.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) {
      throw new ShapeError(`${what} data: ${part} value ${bad} is ${data[bad]}: give finite grey values`, {
        code: 'PAIRS_NOT_FINITE',
        given: data[bad],
        allowed: 'finite numbers',
      })
    }
  }
}
