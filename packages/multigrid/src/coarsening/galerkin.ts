import { type Backend, createRandom, PlanBuilder, PlanConstants, type Signal, type SignalShape } from '@numeural/core'
import { ParameterError } from '@numeural/errors'
import type { Grid } from '../grid/grid.js'
import type { GridProblem, GridProblems } from '../problem/grid-problem.js'
import type { Level } from '../problem/problem.js'
import { TracedProblem } from '../problem/traced-problem.js'

/** Radii of the stencils that are tried: on grids of exactly twice the resolution 3×3 stencils stay 3×3. */
const radii = [1, 2]

/**
 * R A P may differ from its stencil by this much, relative to its largest value: the roundings of a few dozen products.
 */
const tolerance = 1e-10

/**
 * The Galerkin operator R A P of the next coarser grid, as one stencil for every unknown.
 * Its numbers are found by applying R A P to combs of unit vectors that are so far apart that their images do not meet,
 * and checked on a random vector.
 *
 * @throws ParameterError `MULTIGRID_GALERKIN` if the operator couples unknowns that are too far apart
 *   or several channels
 */
export async function galerkinProblem(backend: Backend, problems: GridProblems, grid: Grid): Promise<GridProblem> {
  const fine = problems.grids.length - 1
  const shape = { channels: problems.channels, height: grid.height, width: grid.width }
  const product = await createProduct(backend, problems, grid, fine)
  try {
    const random = createRandom(grid.level, 'galerkin')
    const probe = Float64Array.from({ length: shape.channels * shape.height * shape.width }, () => random.normal())
    const expected = await product.apply(probe, 1)
    for (const radius of radii) {
      const weights = await stencilWeights(product.apply, shape, radius)
      if (isStencil(weights, probe, expected, shape, radius)) return stencilProblem(grid, weights, shape, radius)
    }
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
  const { height, width } = grids[fine].grid
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

/** `[channels · taps, height, width]`: what every unknown reads of its neighbour (dy, dx). */
async function stencilWeights(apply: Product['apply'], shape: SignalShape, radius: number): Promise<Float64Array> {
  const { channels, height, width } = shape
  const side = 2 * radius + 1
  const pixels = height * width
  const weights = new Float64Array(side * side * channels * pixels)
  for (let comb = 0; comb < side * side; comb++) {
    const [cy, cx] = [Math.floor(comb / side), comb % side]
    const x = new Float64Array(channels * pixels)
    for (let c = 0; c < channels; c++) {
      for (let i = cy; i < height; i += side) for (let j = cx; j < width; j += side) x[(c * height + i) * width + j] = 1
    }
    const y = await apply(x, 1)
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
          // The only tooth within the radius: (i + dy) mod side = cy.
          const dy = ((((cy - i + radius) % side) + side) % side) - radius
          const dx = ((((cx - j + radius) % side) + side) % side) - radius
          if (i + dy < 0 || i + dy >= height || j + dx < 0 || j + dx >= width) continue
          const tap = (dy + radius) * side + dx + radius
          weights[((tap * channels + c) * height + i) * width + j] = y[(c * height + i) * width + j]
        }
      }
    }
  }
  return weights
}

function isStencil(
  weights: Float64Array,
  x: Float64Array,
  expected: Float64Array,
  shape: SignalShape,
  radius: number,
): boolean {
  const { channels, height, width } = shape
  const side = 2 * radius + 1
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        let sum = 0
        for (let tap = 0; tap < side * side; tap++) {
          const [y, z] = [i + Math.floor(tap / side) - radius, j + (tap % side) - radius]
          if (y < 0 || y >= height || z < 0 || z >= width) continue
          sum += weights[((tap * channels + c) * height + i) * width + j] * x[(c * height + y) * width + z]
        }
        if (!(Math.abs(sum - expected[(c * height + i) * width + j]) <= tolerance * scale)) return false
      }
    }
  }
  return true
}

function stencilProblem(grid: Grid, weights: Float64Array, shape: SignalShape, radius: number): GridProblem {
  const side = 2 * radius + 1
  const taps = side * side
  const { channels } = shape
  const weightOf = (tap: number, { builder, fields }: Level): Signal =>
    builder.slice(fields.stencil, tap * channels, channels)
  return {
    grid,
    operator: (x, level) => {
      const products = Array.from({ length: taps }, (_, tap) =>
        level.builder.map('w*x', {
          w: weightOf(tap, level),
          x: shifted(level.builder, x, Math.floor(tap / side) - radius, (tap % side) - radius),
        }),
      )
      return products.reduce((sum, next) => level.builder.map('a + b', { a: sum, b: next }))
    },
    diagonal: (_, level) => weightOf((taps - 1) / 2, level),
    // Couplings over two unknowns, where there are any, are weak: four colours smooth them as well.
    colours: 4,
    fields: { stencil: { channels: taps * channels, data: weights } },
  }
}

/** The neighbour (dy, dx) of every unknown, zero outside: a convolution with one entry that is not zero. */
function shifted(builder: PlanBuilder, x: Signal, dy: number, dx: number): Signal {
  if (dy === 0 && dx === 0) return x
  const { channels } = x.shape
  const [height, width] = [Math.abs(dy) + 1, Math.abs(dx) + 1]
  const [centreY, centreX] = [Math.max(-dy, 0), Math.max(-dx, 0)]
  const entry = (dy + centreY) * width + dx + centreX
  const kernel = Array.from({ length: channels * channels * height * width }, (_, k) => {
    const pair = Math.floor(k / (height * width))
    return k % (height * width) === entry && pair % (channels + 1) === 0 ? '1' : '0'
  })
  const geometry = { height, width, outputChannels: channels, centreY, centreX, boundary: 'zero' } as const
  return builder.convolution(x, builder.scalars(kernel, {}), geometry)
}
