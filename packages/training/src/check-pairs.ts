import { checkSignals, sameShape } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { ShapeError } from '@numeural/errors'

/**
 * Throws a ShapeError or ParameterError unless both parts hold equally many signals of one shape and
 * only finite numbers.
 */
export function checkPairs(pairs: SignalPairs, what: string): void {
  const { noisy, clean } = (pairs ?? {}) as Partial<SignalPairs>
  if (noisy === undefined || clean === undefined) {
    throw new ShapeError(`The ${what} data are no pairs of noisy and clean signals.`, {
      code: 'PAIRS_MISSING',
      given: Object.keys(pairs ?? {}),
      allowed: 'an object with noisy and clean',
      hint: 'Give one split of denoisingSignals() of @numeural/datasets, or an object of that form.',
    })
  }
  checkSignals(noisy, `noisy ${what} signals`)
  checkSignals(clean, `clean ${what} signals`)
  if (noisy.count === clean.count && sameShape(noisy.shape, clean.shape)) return
  const sizes = ({ count, shape }: SignalPairs['noisy']) =>
    `${count} of ${shape.channels}×${shape.height}×${shape.width}`
  throw new ShapeError(`The noisy ${what} signals are ${sizes(noisy)}, the clean ones ${sizes(clean)}.`, {
    code: 'PAIRS_SHAPE',
    given: sizes(noisy),
    allowed: sizes(clean),
    hint: 'Give as many noisy as clean signals, of the same shape.',
  })
}
