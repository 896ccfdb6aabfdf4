import { createBackend, createRandom } from '@numeural/core'
import { explicit } from '@numeural/schemes'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { bratu } from '../problems/bratu.js'
import { poisson } from '../problems/poisson.js'
import { createSolver } from './create-solver.js'
import type { SolverOptions } from './options.js'
import { solve } from './solve.js'

/** Milliseconds; generous, because the factors need many cycles. */
vi.setConfig({ testTimeout: 120_000 })

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())

/** Asymptotic factor: zero right-hand side, random start, geometric mean over some cycles. */
async function factorOf(intervals: number, options: SolverOptions, [first, last]: [number, number]): Promise<number> {
  const n = (intervals - 1) ** 2
  const random = createRandom(1)
  const start = Float64Array.from({ length: n }, () => random.normal())
  const request = { b: new Float64Array(n), start, maxIterations: last, tolerance: 1e-300 }
  const { history } = await solve(poisson({ intervals }), { backend, ...options, ...request })
  return (history[last].residual / history[first].residual) ** (1 / (last - first))
}

type Sweeps = [preSmoothing: number, postSmoothing: number]

/**
 * Trottenberg, Oosterlee, Schüller 2001, table 4.1 (two grids, full weighting, bilinear), and bounds of the V-cycle.
 */
const redBlack: [sweeps: Sweeps, twoGrid: number, vCycle: number][] = [
  [[1, 0], 0.25, 0.36],
  [[1, 1], 0.074, 0.14],
  [[2, 1], 0.053, 0.1],
  [[2, 2], 0.041, 0.08],
]

describe('Poisson 2D, vertices, red–black Gauss–Seidel, full weighting, bilinear', () => {
  it.each(redBlack)('sweeps %j: two-grid factor %f, V-cycle below %f', async (sweeps, twoGrid, vCycle) => {
    const [preSmoothing, postSmoothing] = sweeps
    const options = { preSmoothing, postSmoothing }
    const found = await factorOf(64, { ...options, cycle: 'two-grid' }, [10, 20])
    expect(Math.abs(found - twoGrid)).toBeLessThan(0.02)
    const v = await factorOf(64, options, [10, 20])
    expect(v).toBeLessThan(vCycle)
    // Independent of the grid: 256² against 64².
    expect(Math.abs((await factorOf(256, options, [10, 20])) - v)).toBeLessThan(0.02)
  })

  it('W- and F-cycles reach the two-grid factor', async () => {
    const options: SolverOptions = { preSmoothing: 1, postSmoothing: 1 }
    const twoGrid = await factorOf(64, { ...options, cycle: 'two-grid' }, [10, 20])
    for (const cycle of ['W', 'F'] as const) {
      expect(await factorOf(64, { ...options, cycle }, [10, 20])).toBeCloseTo(twoGrid, 3)
    }
  })
})

describe('other smoothers', () => {
  // From a random start the factors of damped Jacobi rise slowly to their limit:
  // the many modes near it die out like 1/√cycles.
  it.each([
    [[1, 0], 0.6],
    [[1, 1], 0.36],
    [[2, 1], 0.22],
  ] as [Sweeps, number][])('Jacobi with ω = 0.8, sweeps %j: two-grid factor %f', async (sweeps, expected) => {
    const [preSmoothing, postSmoothing] = sweeps
    const options: SolverOptions = { cycle: 'two-grid', smoother: 'jacobi', preSmoothing, postSmoothing }
    expect(Math.abs((await factorOf(64, options, [40, 60])) - expected)).toBeLessThan(0.02)
  })

  it('explicit diffusion steps are damped Jacobi', async () => {
    const options = { preSmoothing: 1, postSmoothing: 1 }
    const scheme = { name: 'scheme', scheme: explicit, parameters: { tau: 0.8 } } as const
    const jacobi = await factorOf(64, { ...options, smoother: 'jacobi' }, [5, 10])
    expect(await factorOf(64, { ...options, smoother: scheme }, [5, 10])).toBeCloseTo(jacobi, 10)
  })

  it.each([
    // Degree 3 on [½, 2]: 1/T₃(5/3) = 0.074 per sweep for what a coarse grid does not see.
    ['chebyshev', 0.15],
    ['scheme', 0.15],
    ['newton', 0.12],
    [{ name: 'jacobi', omega: 2 / 3 }, 0.5],
    [['red-black', 'jacobi'], 0.35],
  ] as const)('%j: V(1,1) factor below %f', async (smoother, bound) => {
    const options: SolverOptions = { smoother, preSmoothing: 1, postSmoothing: 1 }
    expect(await factorOf(64, options, [10, 20])).toBeLessThan(bound)
  })
})

describe('any size', () => {
  it.each([63, 65, 50, 37, 100])('%i intervals: V(2,1) factor below 0.13', async (intervals) => {
    expect(await factorOf(intervals, {}, [10, 20])).toBeLessThan(0.13)
  })

  it('coarse operators by Galerkin', async () => {
    for (const intervals of [64, 50]) {
      expect(await factorOf(intervals, { coarsening: 'galerkin' }, [10, 20])).toBeLessThan(0.12)
    }
  })

  it('one dimension', async () => {
    const random = createRandom(1)
    const start = Float64Array.from({ length: 127 }, () => random.normal())
    const problem = poisson({ intervals: 128, dimension: 1 })
    const { iterations } = await solve(problem, { backend, b: new Float64Array(127), start, tolerance: 1e-12 })
    // Red–black sweeps solve the one-dimensional equation exactly with one coarse grid after the other.
    expect(iterations).toBeLessThanOrEqual(2)
  })
})

describe("Bratu's problem with a manufactured solution", () => {
  /** u = (x − x²) sin 3πy and its right-hand side. */
  function manufactured(intervals: number, gamma: number): { u: Float64Array; b: Float64Array } {
    const side = intervals - 1
    const [u, b] = [new Float64Array(side * side), new Float64Array(side * side)]
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        const [x, y] = [(j + 1) / intervals, (i + 1) / intervals]
        const wave = Math.sin(3 * Math.PI * y)
        const value = (x - x * x) * wave
        u[i * side + j] = value
        b[i * side + j] = 2 * wave + 9 * Math.PI ** 2 * value + gamma * value * Math.exp(value)
      }
    }
    return { u, b }
  }

  it.each([1, 10, 100])('γ = %i: FAS V(2,1) factor below 0.15 at 256²', async (gamma) => {
    const { b } = manufactured(256, gamma)
    const { history, stopped } = await solve(bratu({ intervals: 256, gamma }), { backend, b, tolerance: 1e-10 })
    expect(stopped).toBe('tolerance')
    for (let k = 1; k < history.length; k++) expect(history[k].residual / history[k - 1].residual).toBeLessThan(0.15)
  })

  it.each([1, 10, 100])(
    'γ = %i: one full multigrid cycle reaches the accuracy of the discretisation',
    async (gamma) => {
      const errors: number[] = []
      for (const intervals of [64, 128, 256]) {
        const { u, b } = manufactured(intervals, gamma)
        await using solver = await createSolver(bratu({ intervals, gamma }), { backend, cycle: 'FMG' })
        const once = await solver.solve({ b, maxIterations: 1, tolerance: 1e-15 })
        const solved = await solver.solve({ b, tolerance: 1e-11 })
        const error = (x: Float64Array): number => Math.hypot(...x.map((value, k) => value - u[k])) / intervals
        // The algebraic error is below that of the discretisation.
        expect(error(once.x)).toBeLessThan(1.1 * error(solved.x))
        errors.push(error(once.x))
      }
      for (let k = 1; k < errors.length; k++) {
        expect(errors[k - 1] / errors[k]).toBeGreaterThan(3.8)
        expect(errors[k - 1] / errors[k]).toBeLessThan(4.3)
      }
    },
  )
})
