import { type Backend, PlanBuilder, PlanConstants, type Signal } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { Grid } from '../grid/grid.js'
import type { GridProblem, GridProblems } from '../problem/grid-problem.js'
import type { Level } from '../problem/problem.js'
import type { Stencil } from '../problem/stencil.js'
import { shifted } from '../problem/trace-taps.js'
import { TracedProblem } from '../problem/traced-problem.js'
import { probeStencil } from './probe-stencil.js'

/**
 * The Galerkin operator R A P of the next coarser grid, as one stencil for every unknown.
 *
 * @throws ParameterError `MULTIGRID_GALERKIN` if the operator couples unknowns that are too far apart
 *   or several channels
 */
export async function galerkinProblem(backend: Backend, problems: GridProblems, grid: Grid): Promise<GridProblem> {
  const product = await createProduct(backend, problems, grid, problems.grids.length - 1)
  try {
    const shape = { channels: problems.channels, height: grid.height, width: grid.width }
    const stencil = await probeStencil((x) => product.apply(x, 1), shape)
    if (stencil !== null) return stencilProblem(grid, stencil)
  } finally {
    product.dispose()
  }
  throw new ParameterError('The Galerkin operator couples unknowns that are more than two apart, or channels.', {
    code: 'MULTIGRID_GALERKIN',
    given: `grid ${grid.height}×${grid.width}`,
    allowed: 'operators of 3×3 stencils on every channel by itself',
    hint: "Use coarsening: 'rediscretisation'.",
  })
}

interface Product {
  apply(xs: Float64Array, batch: number): Promise<Float64Array>
  dispose(): void
}

/** R A P as a program. */
async function createProduct(backend: Backend, problems: GridProblems, grid: Grid, fine: number): Promise<Product> {
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const traced = new TracedProblem(builder, constants, problems)
  const { transfers, channels, grids } = problems
  const { height, width } = grids[fine]!.grid
  const x = builder.input('x', { channels, height: grid.height, width: grid.width })
  const prolonged = builder.prolong(x, { transfer: transfers.prolongation, height, width })
  const image = traced.system(fine).operator(prolonged)
  builder.output(
    'y',
    builder.restrict(image, { transfer: transfers.restriction, height: grid.height, width: grid.width }),
  )
  const program = await backend.compile(builder.finish())
  return {
    async apply(xs, batch) {
      await constants.write(program, batch)
      const { y } = await program.run({ batch, inputs: { x: xs } })
      return y as Float64Array
    },
    dispose: () => program.dispose(),
  }
}

function stencilProblem(grid: Grid, stencil: Stencil): GridProblem {
  const { radius, channels, weights } = stencil
  const side = 2 * radius + 1
  const taps = side * side
  const weightOf = (tap: number, { builder, fields }: Level): Signal =>
    builder.slice(fields.stencil!, tap * channels, channels)
  return {
    grid,
    operator: (x, level) => {
      const products = Array.from({ length: taps }, (_, tap) =>
        level.builder.map('w*x', {
          w: weightOf(tap, level),
          x: shifted(level.builder, x, [Math.floor(tap / side) - radius, (tap % side) - radius]),
        }),
      )
      return products.reduce((sum, next) => level.builder.map('a + b', { a: sum, b: next }))
    },
    diagonal: (_, level) => weightOf((taps - 1) / 2, level),
    // Couplings over two unknowns, where there are any, are weak: four colours smooth them as well.
    colours: 4,
    fields: { stencil: { channels: taps * channels, data: weights } },
    stencil,
  }
}
