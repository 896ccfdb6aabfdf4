import { DivergenceError } from '@numeural/errors'

/**
 * The error that ends a run whose parameters leave the numbers that can be used.
 *
 * @param isKept whether a checkpoint holds the state after the last whole epoch
 */
export function parameterDivergence(epoch: number, parameter: string, value: number, isKept: boolean): DivergenceError {
  return new DivergenceError(`Training diverged ${inEpoch(epoch)}: parameter ${parameter} became ${value}.`, {
    code: 'TRAINING_DIVERGED',
    given: { epoch, parameter, value },
    allowed: 'finite parameters within their domains',
    hint: isKept
      ? 'Lower the learning rate; a checkpoint holds the state after the last whole epoch.'
      : 'Lower the learning rate.',
  })
}

/**
 * The error that ends a run whose loss or gradient is not finite.
 *
 * @param block the first block to leave the finite numbers; null if none does, undefined if that is not known
 * @param isKept whether a checkpoint holds the state after the last whole epoch
 */
export function divergence(
  epoch: number,
  loss: number,
  block: number | null | undefined,
  isKept: boolean,
): DivergenceError {
  const where =
    block === null
      ? ', every block stays finite, the gradient or the step does not'
      : block === undefined
        ? ''
        : `, block ${block} is the first to leave the finite numbers`
  return new DivergenceError(`Training diverged ${inEpoch(epoch)}: the loss is ${loss}${where}.`, {
    code: 'TRAINING_DIVERGED',
    given: { epoch, loss, block: block ?? null },
    allowed: 'finite losses and gradients',
    hint: isKept
      ? "Lower the learning rate or check the data's scale; a checkpoint holds the state after the last whole epoch."
      : "Lower the learning rate or check the data's scale.",
  })
}

function inEpoch(epoch: number): string {
  return epoch === 0 ? 'before its first epoch' : `in epoch ${epoch}`
}
