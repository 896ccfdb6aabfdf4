import type { Plan } from '../../builder/plan.js'
import { randomUniform } from '../../random/fill.js'
import { type FloatArray, sizeOf } from '../../values/shape.js'

/** What a case is run with. */
export interface CaseData {
  readonly inputs: Record<string, FloatArray>
  readonly parameters: FloatArray
}

/**
 * Random numbers from [−2, 2], or the given data, rounded to float32 so that both number types see the same;
 * in arrays of the plan's type.
 */
export function caseData(plan: Plan, batch: number, given: Readonly<Record<string, readonly number[]>> = {}): CaseData {
  const array = (length: number, purpose: string): FloatArray => {
    const data = randomUniform(new Float64Array(length), { seed: 1, purpose }).map((value) =>
      Math.fround(4 * value - 2),
    )
    return plan.dtype === 'float32' ? Float32Array.from(data) : data
  }
  const inputs: Record<string, FloatArray> = {}
  for (const { name, shape } of plan.inputs) {
    const data = array(batch * sizeOf(shape), name)
    if (given[name] !== undefined) data.set(given[name].map(Math.fround))
    inputs[name] = data
  }
  return { inputs, parameters: array(plan.parameterLength, 'parameters') }
}
