import type { Program } from '../../contract/backend.js'
import { randomUniform } from '../../random/fill.js'
import type { FloatArray } from '../../values/shape.js'
import type { CaseData } from './case-data.js'

/** Step of the differences: truncation h² and rounding 1e-16/h are about equal and far below the tolerance. */
const step = 1e-5

/** How many random directions each array is moved in. */
const directions = 3

/**
 * Compares a float64 plan's gradients with central differences of its loss,
 * the parameters and each input moved in random directions.
 *
 * @throws Error if a directional derivative is off by more than `tolerance` times the gradient's norm
 */
export async function checkAgainstDifferences(
  program: Program,
  batch: number,
  data: CaseData,
  tolerance: number,
): Promise<void> {
  const request = { batch, inputs: data.inputs, parameters: data.parameters }
  const gradients = await program.run(request)
  const lossOf = async (inputs: CaseData['inputs'], parameters: FloatArray): Promise<number> =>
    (await program.run({ batch, inputs, parameters, outputs: ['loss'] })).loss![0]!
  const check = async (
    what: string,
    gradient: FloatArray,
    at: FloatArray,
    loss: (moved: FloatArray) => Promise<number>,
  ) => {
    for (let number = 0; number < directions; number++) {
      const direction = randomUniform(new Float64Array(at.length), { seed: number, purpose: what }).map((x) =>
        x < 0.5 ? -1 : 1,
      )
      const moved = (sign: number): Float64Array =>
        Float64Array.from(at, (value, k) => value + sign * step * direction[k]!)
      const difference = ((await loss(moved(1))) - (await loss(moved(-1)))) / (2 * step)
      const derivative = dot(gradient, direction)
      const norm = Math.sqrt(dot(gradient, gradient) * at.length)
      if (Math.abs(derivative - difference) <= tolerance * Math.max(norm, 1)) continue
      throw new Error(
        `gradient of ${what}: ${derivative} in direction ${number}, central differences give ${difference}`,
      )
    }
  }
  await check('parameters', gradients.gradient!, data.parameters, (moved) => lossOf(data.inputs, moved))
  for (const [name, values] of Object.entries(data.inputs)) {
    await check(name, gradients[`gradient:${name}`]!, values, (moved) =>
      lossOf({ ...data.inputs, [name]: moved }, data.parameters),
    )
  }
}

function dot(x: FloatArray, y: FloatArray): number {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += x[k]! * y[k]!
  return sum
}
