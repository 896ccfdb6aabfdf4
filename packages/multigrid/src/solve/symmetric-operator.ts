import { type Backend, createRandom } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import { applied } from '../coarse/probe.js'
import type { GridProblems } from '../problem/grid-problem.js'

/** ⟨Au, v⟩ and ⟨u, Av⟩ differ by the roundings of their sums only. */
const tolerance = 1e-9

/**
 * Refuses an operator for which conjugate gradients are not made: one that is not symmetric, or not positive, on two
 * random vectors.
 *
 * @throws ParameterError `MULTIGRID_NOT_SYMMETRIC`
 */
export async function requireSymmetricOperator(backend: Backend, problems: GridProblems): Promise<void> {
  const { height, width } = problems.grids[0]!.grid
  const size = problems.channels * height * width
  const random = createRandom(1, 'symmetry')
  const [u, v] = [0, 1].map(() => Float64Array.from({ length: size }, () => random.normal()))
  const both = new Float64Array(2 * size)
  both.set(u!)
  both.set(v!, size)
  const images = await applied(backend, problems, 0, both)
  const [au, av] = [images.subarray(0, size), images.subarray(size)]
  const [left, right] = [dot(au, v!), dot(u!, av)]
  const scale = Math.sqrt(dot(au, au) * dot(v!, v!))
  if (!(Math.abs(left - right) <= tolerance * scale)) throw refusedOperator(`⟨Au, v⟩ = ${left}, ⟨u, Av⟩ = ${right}`)
  const least = Math.min(dot(au, u!), dot(av, v!))
  if (!(least > 0)) throw refusedOperator(`⟨Au, u⟩ = ${least}`)
}

function dot(u: Float64Array, v: Float64Array): number {
  return u.reduce((sum, value, k) => sum + value * v[k]!, 0)
}

function refusedOperator(given: string): ParameterError {
  return new ParameterError(`createSolver: the operator has ${given}; allowed: symmetric and positive definite ones.`, {
    code: 'MULTIGRID_NOT_SYMMETRIC',
    given,
    allowed: 'symmetric and positive definite operators',
    hint: "Write the equation symmetrically, or leave out accelerate: 'cg'.",
  })
}
