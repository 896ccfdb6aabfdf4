import { ParameterError } from '@numeural/errors'

/** The error for an operation without a gradient between the parameters and the loss. */
export function notDifferentiable(what: string): ParameterError {
  return new ParameterError(
    `The loss depends on a parameter or a requested input through '${what}', which has no gradient here.`,
    {
      code: 'REVERSE_NOT_DIFFERENTIABLE',
      given: what,
      allowed: 'convolutions, maps, sums, inner products, slices and concatenations on the way to the loss',
      hint: `Keep '${what}' off the way from the parameters to the loss.`,
    },
  )
}
