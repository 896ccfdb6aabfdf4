import { createBackend, createRandom, PlanBuilder, PlanConstants } from '@numeural/core'
import { expect, it, test } from 'vitest'
import { gridProblemsOf } from '../coarsening/grid-problems.js'
import { stencilOn } from '../coarsening/probe-stencil.js'
import { gridsOf } from '../grid/hierarchy.js'
import { transfersOf } from '../grid/transfer-choice.js'
import type { Problem } from '../problem/problem.js'
import { type Stencil, weightsOf } from '../problem/stencil.js'
import { TracedProblem } from '../problem/traced-problem.js'
import { poisson } from './poisson.js'
import { type StationaryDiffusionOptions, stationaryDiffusion } from './stationary-diffusion.js'

const backend = await createBackend('wasm', { threads: 1 })

async function onFinest(problem: Problem) {
  const { placement, shape, spacing } = problem
  const grids = gridsOf({ placement, height: shape.height, width: shape.width, levels: 1, ...(spacing && { spacing }) })
  return await gridProblemsOf(backend, problem, grids, transfersOf(placement), 'rediscretisation')
}

async function stencilOf(options: StationaryDiffusionOptions): Promise<Stencil> {
  return await stencilOn(backend, await onFinest(stationaryDiffusion(options)), 0)
}

async function applied(problem: Problem, x: Float64Array): Promise<Float64Array> {
  const problems = await onFinest(problem)
  const builder = new PlanBuilder('float64')
  const constants = new PlanConstants(builder)
  const input = builder.input('x', problem.shape)
  builder.output('a', new TracedProblem(builder, constants, problems).system(0).operator(input))
  await using program = await backend.compile(builder.finish())
  await constants.write(program, 1)
  return (await program.run({ batch: 1, inputs: { x } })).a as Float64Array
}

function noise(length: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length }, () => random.normal())
}

it('is Poisson’s equation where nothing varies', async () => {
  const equation = poisson({ intervals: 12 })
  const same = stationaryDiffusion({ shape: equation.shape, placement: 'interior', spacing: 1 / 12 })
  const x = noise(121, 1)
  const [found, expected] = [await applied(same, x), await applied(equation, x)]
  // Values of up to 8·144 by some roundings.
  found.forEach((value, k) => {
    expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-10)
  })
})

it('takes the harmonic mean between neighbours, and their distances', async () => {
  const data = Float64Array.of(1, 3, 5, 2, 4, 6)
  const options = { shape: { channels: 1, height: 2, width: 3 }, spacing: { x: 0.5, y: 2 } }
  const stencil = await stencilOf({ ...options, diffusion: data, reaction: 7 })
  const east = (2 * 1 * 3) / 4 / 0.25
  const south = (2 * 1 * 2) / 3 / 4
  expect(weightsOf(stencil, 0, 1)[0]).toBeCloseTo(-east, 12)
  expect(weightsOf(stencil, 1, 0)[0]).toBeCloseTo(-south, 12)
  expect(weightsOf(stencil, 0, 0)[0]).toBeCloseTo(7 + east + south, 12)
  // Zero on the boundary: half of the couplings lead there.
  const interior = await stencilOf({ ...options, placement: 'interior', diffusion: data, reaction: 7 })
  expect(weightsOf(interior, 0, 0)[0]).toBeCloseTo(7 + east + south + 1 / 0.25 + 1 / 4, 12)
})

it('has the mixed derivative along the diagonals', async () => {
  const options = { shape: { channels: 1, height: 5, width: 5 }, spacing: { x: 0.5, y: 2 } }
  const stencil = await stencilOf({ ...options, diffusion: { a: 4, b: 1, c: 2 } })
  const corner = 1 / (2 * 0.5 * 2)
  for (const [dy, dx, sign] of [
    [1, 1, -1],
    [-1, -1, -1],
    [1, -1, 1],
    [-1, 1, 1],
  ] as const) {
    expect(weightsOf(stencil, dy, dx)[12]).toBeCloseTo(sign * corner, 12)
  }
  expect(weightsOf(stencil, 0, 0)[12]).toBeCloseTo((2 * 4) / 0.25 + (2 * 2) / 4, 12)
})

it('converges to −(a x_xx + 2b x_xy + c x_yy) of a quadratic polynomial', async () => {
  // On the inside all differences of a polynomial of degree 2 are exact.
  const [n, h] = [9, 0.25]
  const equation = stationaryDiffusion({
    shape: { channels: 1, height: n, width: n },
    spacing: h,
    diffusion: { a: 2, b: 0.7, c: 1 },
  })
  const x = Float64Array.from({ length: n * n }, (_, k) => {
    const [u, v] = [(k % n) * h, Math.floor(k / n) * h]
    return 3 * u * u + 5 * u * v - 2 * v * v
  })
  const found = await applied(equation, x)
  const expected = -(2 * 6 + 2 * 0.7 * 5 + 1 * -4)
  for (let i = 1; i < n - 1; i++) for (let j = 1; j < n - 1; j++) expect(found[i * n + j]).toBeCloseTo(expected, 9)
})

it.each(['cells', 'interior'] as const)('is symmetric and nonnegative with any tensor: %s', async (placement) => {
  const [height, width] = [9, 13]
  const random = createRandom(4)
  const draw = (): Float64Array => Float64Array.from({ length: height * width }, () => 10 ** (4 * random.uniform()))
  const [a, c] = [draw(), draw()]
  const b = a.map((value, k) => (2 * random.uniform() - 1) * Math.sqrt(value * c[k]!))
  const equation = stationaryDiffusion({ shape: { channels: 1, height, width }, placement, diffusion: { a, b, c } })
  for (let seed = 0; seed < 20; seed++) {
    const [u, v] = [noise(height * width, seed), noise(height * width, 100 + seed)]
    const [au, av] = [await applied(equation, u), await applied(equation, v)]
    const dot = (p: Float64Array, q: Float64Array): number => p.reduce((sum, value, k) => sum + value * q[k]!, 0)
    // Sums of 117 products of up to 4e4.
    expect(Math.abs(dot(au, v) - dot(u, av))).toBeLessThan(1e-8)
    expect(dot(au, u)).toBeGreaterThan(0)
  }
  const constant = await applied(equation, new Float64Array(height * width).fill(1))
  const most = constant.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  if (placement === 'cells') expect(most).toBeLessThan(1e-10)
  else expect(most).toBeGreaterThan(1)
})

test.each([
  [{ diffusion: -1 }, 'diffusion is -1'],
  [{ diffusion: [1, 2] }, 'diffusion.length is 2; allowed: 12.'],
  [{ diffusion: { a: 1, b: 2, c: 1 } }, 'diffusion.b is 2; allowed: numbers with b² ≤ a c.'],
  [{ diffusion: { a: 1, c: 1, d: 1 } }, 'there is no option d'],
  [{ reaction: -1 }, 'reaction is -1'],
  [{ reaction: Number.NaN }, 'reaction is NaN'],
  [{ placement: 'vertices' }, 'placement is "vertices"; allowed: cells, interior.'],
  [{ coefficient: 1 }, 'there is no option coefficient'],
  [{ shape: undefined }, 'shape is missing'],
])('refuses %j', (change, message) => {
  const options = { shape: { channels: 1, height: 3, width: 4 }, ...change } as never
  expect(() => stationaryDiffusion(options)).toThrow(
    expect.objectContaining({ code: 'MULTIGRID_OPTION', message: expect.stringContaining(message) }),
  )
})
