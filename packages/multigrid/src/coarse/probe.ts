import { type Backend, PlanBuilder, PlanConstants } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { GridProblems } from '../problem/grid-problem.js'
import { TracedProblem } from '../problem/traced-problem.js'

/** A(x) on one grid for several x, one behind the other. */
export async function applied(
  backend: Backend,
  problems: GridProblems,
  level: number,
  xs: Float64Array,
): Promise<Float64Array> {
  const { height, width } = problems.grids[level]!.grid
  const shape = { channels: problems.channels, height, width }
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const x = builder.input('x', shape)
  builder.output('a', new TracedProblem(builder, constants, problems).system(level).operator(x))
  const batch = xs.length / (shape.channels * height * width)
  const program = await backend.compile(builder.finish())
  try {
    await constants.write(program, batch)
    const { a } = await program.run({ batch, inputs: { x: xs } })
    return a as Float64Array
  } finally {
    program.dispose()
  }
}

/** The matrix of a linear operator on one grid, row by row: its columns are what the unit vectors become. */
export async function matrixOf(backend: Backend, problems: GridProblems, level: number): Promise<Float64Array> {
  const { height, width } = problems.grids[level]!.grid
  const n = problems.channels * height * width
  const identity = new Float64Array(n * n)
  for (let i = 0; i < n; i++) identity[i * n + i] = 1
  const columns = await applied(backend, problems, level, identity)
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j] = columns[j * n + i]!
  const broken = matrix.find((value) => !Number.isFinite(value))
  if (broken === undefined) return matrix
  throw new ParameterError(`The operator on the coarsest grid gives ${broken}.`, {
    code: 'MULTIGRID_OPERATOR',
    given: broken,
    allowed: 'finite numbers',
    hint: 'Check the operator for grids of few unknowns.',
  })
}
