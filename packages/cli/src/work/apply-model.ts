import { type Backend, type FloatArray, PlanBuilder, type SignalShape } from '@numeural/core'
import type { Model } from '@numeural/training'

/**
 * The output of a trained network.
 *
 * @param data `count` samples of the shape, one behind the other; not changed.
 */
export async function applyModel(
  { network, raw }: Model,
  data: Float32Array,
  count: number,
  shape: SignalShape,
  backend: Backend,
): Promise<Float32Array> {
  const builder = new PlanBuilder('float32')
  builder.output('result', network.trace(builder, builder.input('signal', shape)))
  const program = await backend.compile(builder.finish())
  try {
    const parameters = Float32Array.from(network.parametrisation.effective(raw))
    const { result } = await program.run({ batch: count, inputs: { signal: data }, parameters })
    return Float32Array.from(result as FloatArray)
  } finally {
    program.dispose()
  }
}
