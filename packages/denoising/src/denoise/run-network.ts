import { type Backend, type Dtype, type FloatArray, PlanBuilder, type Signals } from '@numeural/core'
import type { Model } from '@numeural/schemes'

/** What {@link runNetwork} applies, and to what. */
export interface NetworkRun extends Signals {
  readonly backend: Backend
  readonly model: Model
  readonly dtype: Dtype
  /** How often the network is applied, each time to its last result. */
  readonly repeats: number
  readonly signal?: AbortSignal | undefined
  readonly onRepeat: (repeat: number) => void
}

/** Applies a network again and again; the iterate is a state that stays on the backend. */
export async function runNetwork(run: NetworkRun): Promise<Float32Array> {
  const { model, data, count, shape, dtype, repeats, signal } = run
  const builder = new PlanBuilder(dtype)
  const u = builder.state('u', shape)
  builder.update(u, model.network.trace(builder, u))
  const numbers = (values: ArrayLike<number>): FloatArray =>
    dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values)
  const parameters = numbers(model.effective)
  await using program = await run.backend.compile(builder.finish())
  await program.writeState('u', numbers(data))
  for (let repeat = 1; repeat <= repeats; repeat++) {
    signal?.throwIfAborted()
    await program.run({ batch: count, parameters, outputs: [] })
    run.onRepeat(repeat)
  }
  return Float32Array.from(await program.readState('u'))
}
