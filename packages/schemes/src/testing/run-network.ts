import { createBackend, PlanBuilder, reverse, type SignalShape } from '@numeural/core'
import type { Network } from '../network/network.js'

/** A network in float64 on the reference backend. */
export async function runNetwork(
  network: Network,
  effective: Float64Array,
  input: Float64Array,
  shape: SignalShape,
): Promise<Float64Array> {
  const builder = new PlanBuilder('float64')
  builder.output('next', network.trace(builder, builder.input('u', shape)))
  await using backend = await createBackend('reference')
  await using program = await backend.compile(builder.finish())
  const batch = input.length / (shape.channels * shape.height * shape.width)
  const { next } = await program.run({ batch, inputs: { u: input }, parameters: effective })
  return next as Float64Array
}

/** ‖network(input) − target‖² as a function of the raw parameters, with its gradient through the whole chain. */
export async function createLoss(network: Network, input: Float64Array, target: Float64Array, shape: SignalShape) {
  const builder = new PlanBuilder('float64')
  const next = network.trace(builder, builder.input('u', shape))
  const difference = builder.map('a - b', { a: next, b: builder.input('target', shape) })
  builder.output('loss', builder.dot(difference, difference))
  const backend = await createBackend('reference')
  const program = await backend.compile(reverse(builder.finish(), { loss: 'loss' }))
  const { parametrisation } = network
  return async (raw: Float64Array) => {
    const result = await program.run({
      batch: input.length / (shape.channels * shape.height * shape.width),
      inputs: { u: input, target },
      parameters: parametrisation.effective(raw),
    })
    return { loss: result.loss![0]!, gradient: parametrisation.vjp(raw, result.gradient as Float64Array) }
  }
}
