import { type Plan, PlanBuilder, reverse, type SignalShape } from '@numeural/core'
import type { Network } from '@numeural/schemes'

/**
 * The sum of squared errors of a network over a batch, as a float32 plan: inputs `noisy` and `clean`, parameters the network's effective ones,
 * output `loss` (a sum, not yet a mean: dividing in float64 afterwards keeps the plan free of the batch size).
 */
export function lossPlan(network: Network, shape: SignalShape): Plan {
  const builder = new PlanBuilder('float32')
  const noisy = builder.input('noisy', shape)
  const clean = builder.input('clean', shape)
  const error = builder.map('u - f', { u: network.trace(builder, noisy), f: clean })
  builder.output('loss', builder.dot(error, error))
  return builder.finish()
}

/** {@link lossPlan} with the gradient with respect to the effective parameters. */
export function trainingPlan(network: Network, shape: SignalShape): Plan {
  return reverse(lossPlan(network, shape), { loss: 'loss' })
}
