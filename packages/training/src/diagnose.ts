import { type Backend, PlanBuilder, type Signal, type Signals } from '@numeural/core'
import { DivergenceError } from '@numeural/errors'
import type { Network } from '@numeural/schemes'

/**
 * Finds where a forward pass leaves the finite numbers: the first block whose output is not finite on the given signals,
 * or `null` if every block stays finite (then the gradient or the step overflowed).
 */
export async function firstNonFiniteBlock(
  backend: Backend,
  network: Network,
  effective: Float32Array,
  noisy: Signals,
): Promise<number | null> {
  const builder = new PlanBuilder('float32')
  const blocks: string[] = []
  network.trace(builder, builder.input('noisy', noisy.shape), (block: number, output: Signal) => {
    const name = `block ${block}`
    blocks.push(name)
    builder.output(name, builder.dot(output, output))
  })
  const program = await backend.compile(builder.finish())
  try {
    const energies = await program.run({ batch: noisy.count, inputs: { noisy: noisy.data }, parameters: effective })
    const found = blocks.findIndex((name) => !Number.isFinite(energies[name]![0]))
    return found < 0 ? null : found
  } finally {
    program.dispose()
  }
}

/** The error that ends a run whose parameters leave the numbers that can be used. */
export function parameterDivergence(epoch: number, parameter: string, value: number): DivergenceError {
  return new DivergenceError(`training diverged in epoch ${epoch}: parameter ${parameter} became ${value}`, {
    code: 'TRAINING_DIVERGED',
    given: { epoch, parameter, value },
    allowed: 'finite parameters within their domains',
    hint: 'lower the learning rate; a checkpoint holds the state after the last whole epoch',
  })
}

/** The error that ends a diverged training run. */
export function divergence(epoch: number, loss: number, block: number | null): DivergenceError {
  const where =
    block === null
      ? 'every block stays finite, the gradient or the step does not'
      : `block ${block} is the first to leave the finite numbers`
  return new DivergenceError(
    `training diverged ${epoch === 0 ? 'before its first epoch' : `in epoch ${epoch}`}: loss ${loss}, ${where}`,
    {
      code: 'TRAINING_DIVERGED',
      given: { epoch, loss, block },
      hint: "lower the learning rate or check the data's scale; a checkpoint holds the state after the last whole epoch",
    },
  )
}
