import { type Plan, PlanBuilder, reverse, type Signal, type SignalShape, sizeOf } from '@numeural/core'
import type { SignalPairs } from '@numeural/datasets'
import { isBlockNetwork, type Network } from '@numeural/schemes'
import type { Objective } from './objective.js'

/** The squared error of a network that maps noisy to clean signals, per value, as an objective. */
export function squaredError(network: Network, { noisy, clean }: SignalPairs): Objective {
  return {
    plan: lossPlan(network, noisy.shape),
    inputs: { noisy: noisy.data, clean: clean.data },
    count: noisy.count,
    terms: sizeOf(noisy.shape),
    ...(isBlockNetwork(network) ? { blocks: () => blocksPlan(network, noisy.shape) } : {}),
  }
}

/**
 * The sum of squared errors of a network over a batch, as a float32 plan: inputs `noisy` and `clean`, parameters the
 * network's effective ones, output `loss` (a sum, not yet a mean: dividing in float64 afterwards keeps the plan free of
 * the batch size).
 */
export function lossPlan(network: Network, shape: SignalShape): Plan {
  const builder = new PlanBuilder('float32')
  const noisy = builder.input('noisy', shape)
  const clean = builder.input('clean', shape)
  const error = builder.map('u - f', { u: network.trace(builder, noisy), f: clean })
  builder.output('loss', builder.dot(error, error))
  return builder.finish()
}

/** {@link lossPlan}, and beside it the largest values of what the network gives and of its negative. */
export function evaluationPlan(network: Network, shape: SignalShape): Plan {
  const builder = new PlanBuilder('float32')
  const noisy = builder.input('noisy', shape)
  const clean = builder.input('clean', shape)
  const u = network.trace(builder, noisy)
  const error = builder.map('u - f', { u, f: clean })
  builder.output('loss', builder.dot(error, error))
  builder.output('highest', builder.maximum(u))
  builder.output('lowest', builder.maximum(builder.map('-u', { u })))
  return builder.finish()
}

/** {@link lossPlan} with the gradient with respect to the effective parameters. */
export function trainingPlan(network: Network, shape: SignalShape): Plan {
  return reverse(lossPlan(network, shape), { loss: 'loss' })
}

/** The sums of squares of what the blocks put out, one output each. */
function blocksPlan(network: Network, shape: SignalShape): Plan {
  const builder = new PlanBuilder('float32')
  network.trace(builder, builder.input('noisy', shape), (block: number, output: Signal) => {
    builder.output(`block ${block}`, builder.dot(output, output))
  })
  return builder.finish()
}
