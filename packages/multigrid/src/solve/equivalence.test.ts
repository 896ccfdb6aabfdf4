import { createBackend, createRandom, PlanBuilder, reverse, sizeOf } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import type { CycleName, Schedule } from '../cycle/schedule.js'
import type { Problem } from '../problem/problem.js'
import { bratu } from '../problems/bratu.js'
import { minusLaplacian } from '../problems/five-point.js'
import { poisson } from '../problems/poisson.js'
import { createSolver } from './create-solver.js'
import type { SolverOptions } from './options.js'

const reference = await createBackend('reference')

/** (1 − Δ)x = b on cells with reflecting boundaries, of odd sizes. */
const reaction: Problem = {
  shape: { channels: 2, height: 9, width: 13 },
  placement: 'cells',
  linear: true,
  operator: (x, level) => level.builder.map('x + l', { x, l: minusLaplacian(x, level, 2, 'reflecting') }),
  diagonal: (_, { grid }) => 1 + 2 / grid.spacing.x ** 2 + 2 / grid.spacing.y ** 2,
}

const linear: [name: string, problem: Problem][] = [
  ['Poisson 1D', poisson({ intervals: 32, dimension: 1 })],
  ['Poisson 2D', poisson({ intervals: 16 })],
  ['Poisson 2D, odd', poisson({ intervals: 13 })],
  ['reaction–diffusion on cells', reaction],
]

const nonlinear: [name: string, problem: Problem][] = [
  ['Bratu 1D', bratu({ intervals: 32, gamma: 10, dimension: 1 })],
  ['Bratu 2D', bratu({ intervals: 16, gamma: 10 })],
]

const cycles: (CycleName | Schedule)[] = [
  'V',
  'W',
  'F',
  'FMG',
  'two-grid',
  ['h', '2h', '4h', '2h', 'h'],
  ['4h', '2h', '4h', '2h', 'h', '2h', '4h', '2h', '4h', '2h', 'h'],
]

function noise(problem: Problem, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: sizeOf(problem.shape) }, () => random.normal())
}

/** The iterate after two cycles from a random start. */
async function iterate(problem: Problem, options: SolverOptions): Promise<Float64Array> {
  await using solver = await createSolver(problem, { backend: reference, ...options })
  const request = { b: noise(problem, 1), start: noise(problem, 2), maxIterations: 2, tolerance: 1e-300 }
  return (await solver.solve(request)).x
}

function distance(a: Float64Array, b: Float64Array): number {
  const norm = (x: Float64Array): number => Math.hypot(...x)
  return norm(a.map((value, k) => value - b[k])) / norm(b)
}

describe('on a linear operator the full approximation scheme is the linear cycle', () => {
  for (const [name, problem] of linear) {
    it.each(cycles)(`${name}, %s`, async (cycle) => {
      const correction = await iterate(problem, { cycle, form: 'correction' })
      const fas = await iterate(problem, { cycle, form: 'fas' })
      // Roundings of a few hundred operations per unknown.
      expect(distance(fas, correction)).toBeLessThan(1e-12)
    })
  }
})

describe('the U-net of four channels gives the iterates of the full approximation scheme', () => {
  for (const [name, problem] of [...linear, ...nonlinear]) {
    it.each(cycles)(`${name}, %s`, async (cycle) => {
      const fas = await iterate(problem, { cycle, form: 'fas' })
      const unet = await iterate(problem, { cycle, form: 'unet' })
      // The same operations in the same order, but for where single sums are rounded.
      expect(distance(unet, fas)).toBeLessThan(1e-14)
    })
  }

  it('with every smoother', async () => {
    const problem = bratu({ intervals: 16, gamma: 10 })
    for (const smoother of ['jacobi', 'chebyshev', 'newton', 'scheme'] as const) {
      const fas = await iterate(problem, { smoother })
      const unet = await iterate(problem, { smoother, form: 'unet' })
      expect(distance(unet, fas), smoother).toBeLessThan(1e-14)
    }
  })
})

describe("the paper's rows", () => {
  it('stall where those of the full approximation scheme converge', async () => {
    const problem = poisson({ intervals: 32 })
    const run = async (form: SolverOptions['form']) => {
      // One sweep on the coarsest grid: not an exact solution.
      await using solver = await createSolver(problem, { form, levels: 3, coarse: 1, backend: reference })
      return await solver.solve({ b: noise(problem, 1), maxIterations: 30, tolerance: 1e-10 })
    }
    const [fas, paper] = [await run('unet'), await run('unet-paper')]
    expect(fas.residual.relative).toBeLessThan(1e-4)
    expect(paper.residual.relative).toBeGreaterThan(1e-2)
  })

  it('agree with an exact coarse solver on two grids', async () => {
    const problem = poisson({ intervals: 8 })
    const options: SolverOptions = { levels: 2, coarse: 'direct' }
    const unet = await iterate(problem, { ...options, form: 'unet' })
    const paper = await iterate(problem, { ...options, form: 'unet-paper' })
    expect(distance(paper, unet)).toBeLessThan(1e-12)
  })
})

describe('gradients through a cycle', () => {
  it.each([
    ['Poisson', poisson({ intervals: 8 }), 'unet'],
    ['Bratu', bratu({ intervals: 8, gamma: 10 }), 'unet'],
    ['Bratu', bratu({ intervals: 8, gamma: 10 }), 'fas'],
  ] as const)('are those of central differences: %s', async (_, problem, form) => {
    await using solver = await createSolver(problem, { form, backend: reference })
    const builder = new PlanBuilder('float64')
    const [x, b] = [builder.input('x', problem.shape), builder.input('b', problem.shape)]
    const first = solver.trace(builder, x, b)
    const second = solver.trace(builder, first.x, b)
    builder.output('loss', builder.dot(second.x, builder.map('sin(x)', { x: second.x })))
    await using program = await reference.compile(reverse(builder.finish(), { loss: 'loss', inputs: ['x', 'b'] }))
    await second.write(program, 1)
    const inputs = { x: noise(problem, 3), b: noise(problem, 4) }
    const gradients = await program.run({ batch: 1, inputs })
    const step = 1e-5
    for (const name of ['x', 'b'] as const) {
      const direction = noise(problem, 5)
      const lossAt = async (sign: number): Promise<number> => {
        const moved = inputs[name].map((value, k) => value + sign * step * direction[k])
        return (await program.run({ batch: 1, inputs: { ...inputs, [name]: moved }, outputs: ['loss'] })).loss[0]
      }
      const difference = ((await lossAt(1)) - (await lossAt(-1))) / (2 * step)
      const gradient = gradients[`gradient:${name}`] as Float64Array
      const derivative = gradient.reduce((sum, value, k) => sum + value * direction[k], 0)
      // Truncation of second order in the step, and rounding 1e-16/1e-5.
      expect(Math.abs(derivative - difference)).toBeLessThan(1e-8 * Math.max(1, Math.abs(difference)))
    }
  })
})
