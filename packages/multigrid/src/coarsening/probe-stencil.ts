import { type Backend, createRandom, PlanBuilder, PlanConstants, type SignalShape } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { GridProblems } from '../problem/grid-problem.js'
import type { Stencil } from '../problem/stencil.js'
import { TracedProblem } from '../problem/traced-problem.js'

/** Radii of the stencils that are tried: Galerkin operators of 3×3 stencils stay 3×3 where grids halve evenly. */
const radii = [1, 2]

/**
 * An operator may differ from its stencil by this much, relative to its largest value: the roundings of a few dozen
 * products.
 */
const tolerance = 1e-10

/** Applies a linear operator to signals of its shape. */
export type Apply = (x: Float64Array) => Promise<Float64Array>

/**
 * The stencil of a linear operator of which only its action is known; null if it couples unknowns that are more than
 * two apart, or channels. Its numbers are found by applying it to combs of unit vectors that are so far apart that
 * their images do not meet, and checked on a random vector.
 */
export async function probeStencil(apply: Apply, shape: SignalShape): Promise<Stencil | null> {
  const { channels, height, width } = shape
  const random = createRandom(height * width, 'stencil')
  const probe = Float64Array.from({ length: channels * height * width }, () => random.normal())
  const expected = await apply(probe)
  for (const radius of radii) {
    const stencil = await combed(apply, shape, radius)
    if (isStencil(stencil, probe, expected)) return stencil
  }
  return null
}

/**
 * The stencil of a problem's operator on one of its grids.
 *
 * @throws ParameterError `MULTIGRID_STENCIL` if there is none
 */
export async function stencilOn(backend: Backend, problems: GridProblems, level: number): Promise<Stencil> {
  const { height, width } = problems.grids[level]!.grid
  const shape = { channels: problems.channels, height, width }
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const x = builder.input('x', shape)
  builder.output('a', new TracedProblem(builder, constants, problems).system(level).operator(x))
  await using program = await backend.compile(builder.finish())
  await constants.write(program, 1)
  const stencil = await probeStencil(
    async (data) => (await program.run({ batch: 1, inputs: { x: data } })).a as Float64Array,
    shape,
  )
  if (stencil !== null) return stencil
  throw new ParameterError('The operator couples unknowns that are more than two apart, or channels.', {
    code: 'MULTIGRID_STENCIL',
    given: `grid ${height}×${width}`,
    allowed: 'operators of at most 5×5 stencils on every channel by itself',
    hint: "Take a smoother that needs no stencil, such as chebyshev, and coarsening: 'rediscretisation'.",
  })
}

async function combed(apply: Apply, { channels, height, width }: SignalShape, radius: number): Promise<Stencil> {
  const side = 2 * radius + 1
  const pixels = height * width
  const weights = new Float64Array(side * side * channels * pixels)
  for (let comb = 0; comb < side * side; comb++) {
    const [cy, cx] = [Math.floor(comb / side), comb % side]
    if (cy >= height || cx >= width) continue
    const x = new Float64Array(channels * pixels)
    for (let c = 0; c < channels; c++) {
      for (let i = cy; i < height; i += side) for (let j = cx; j < width; j += side) x[(c * height + i) * width + j] = 1
    }
    const y = await apply(x)
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
          // The only tooth within the radius: (i + dy) mod side = cy.
          const dy = ((((cy - i + radius) % side) + side) % side) - radius
          const dx = ((((cx - j + radius) % side) + side) % side) - radius
          if (i + dy < 0 || i + dy >= height || j + dx < 0 || j + dx >= width) continue
          const tap = (dy + radius) * side + dx + radius
          weights[((tap * channels + c) * height + i) * width + j] = y[(c * height + i) * width + j]!
        }
      }
    }
  }
  return { radius, channels, height, width, weights }
}

function isStencil({ radius, channels, height, width, weights }: Stencil, x: Float64Array, expected: Float64Array) {
  const side = 2 * radius + 1
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        let sum = 0
        for (let tap = 0; tap < side * side; tap++) {
          const [y, z] = [i + Math.floor(tap / side) - radius, j + (tap % side) - radius]
          if (y < 0 || y >= height || z < 0 || z >= width) continue
          sum += weights[((tap * channels + c) * height + i) * width + j]! * x[(c * height + y) * width + z]!
        }
        if (!(Math.abs(sum - expected[(c * height + i) * width + j]!) <= tolerance * scale)) return false
      }
    }
  }
  return true
}
