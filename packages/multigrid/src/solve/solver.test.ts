import { createBackend, createRandom, elementOf } from '@numeural/core'
import type { NumeuralError } from '@numeural/errors'
import { describe, expect, it, vi } from 'vitest'
import type { Problem } from '../problem/problem.js'
import { bratu } from '../problems/bratu.js'
import { minusLaplacian } from '../problems/five-point.js'
import { poisson } from '../problems/poisson.js'
import { type StationaryDiffusionOptions, stationaryDiffusion } from '../problems/stationary-diffusion.js'
import { createSolver } from './create-solver.js'
import type { SolverOptions } from './options.js'
import { type SolveOptions, solve } from './solve.js'

/** Milliseconds; generous, because each makes several solvers and other tests run beside. */
vi.setConfig({ testTimeout: 60_000 })

const backend = await createBackend('wasm', { threads: 1 })
const problem = poisson({ intervals: 32 })
const size = 31 * 31
const random = createRandom(1)
const b = Float64Array.from({ length: size }, () => random.normal())

/** x − cΔx with a coefficient c from 1 to 10, reflecting boundaries. */
function varying(width: number, height: number): Problem {
  const data = Float64Array.from(
    { length: width * height },
    (_, k) => 1 + 9 * Math.sin((k % width) / 9) ** 2 * Math.cos(Math.floor(k / width) / 7) ** 2,
  )
  return {
    shape: { channels: 1, height, width },
    placement: 'cells',
    linear: true,
    fields: { c: { data } },
    operator: (x, level) => {
      const { builder, fields } = level
      return builder.map('x + c*l', { x, c: fields.c, l: minusLaplacian(x, level, 2, 'reflecting') })
    },
    diagonal: (_, { builder, grid, fields }) =>
      builder.map(`1 + c*${2 / grid.spacing.x ** 2 + 2 / grid.spacing.y ** 2}`, { c: fields.c }),
  }
}

describe('solve', () => {
  it('stops by the tolerance and reports every cycle', async () => {
    const seen: number[] = []
    const result = await solve(problem, { backend, b, onProgress: ({ residual }) => seen.push(residual) })
    expect(result).toMatchObject({ stopped: 'tolerance', backend: 'wasm' })
    expect(result.history).toHaveLength(result.iterations + 1)
    expect(seen).toEqual(result.history.map(({ residual }) => residual / result.residual.initial))
    expect(result.residual.relative).toBeLessThan(1e-8)
    expect(result.grids).toEqual([31, 15, 7, 3].map((side) => ({ height: side, width: side })))
  })

  it('solves a problem of one grid directly, unless its sweeps are asked for', async () => {
    const few = poisson({ intervals: 16, dimension: 1 })
    const right = b.subarray(0, 15)
    for (const options of [
      {},
      { coarse: 'direct' },
      { levels: 1, coarse: 'direct' },
      { form: 'fas' },
      { form: 'unet' },
      { cycle: 'W' },
      { accelerate: 'cg' },
    ] as const) {
      const { iterations, residual, grids } = await solve(few, { backend, b: right, tolerance: 1e-12, ...options })
      expect(grids).toHaveLength(1)
      expect(iterations).toBe(1)
      // One product with an inverse of condition 103.
      expect(residual.relative).toBeLessThan(1e-12)
    }
    const smoothed = await solve(few, { backend, b: right, levels: 1, maxIterations: 5 })
    expect(smoothed.residual.relative).toBeGreaterThan(1e-3)
  })

  it('gives the same bits again, from a solver that is kept', async () => {
    await using solver = await createSolver(problem, { backend })
    const [first, second] = [await solver.solve({ b }), await solver.solve({ b })]
    expect(second.x).toEqual(first.x)
    expect(second.history).toEqual(first.history)
  })

  it('agrees with the reference backend', async () => {
    const small = bratu({ intervals: 16, gamma: 10 })
    const right = b.subarray(0, 225)
    const fast = await solve(small, { backend, b: right, tolerance: 1e-12 })
    const plain = await solve(small, { backend: await createBackend('reference'), b: right, tolerance: 1e-12 })
    // Solutions of residual 1e-12; ‖A⁻¹‖ is below 0.06.
    fast.x.forEach((value, k) => {
      expect(Math.abs(value - plain.x[k])).toBeLessThan(1e-11)
    })
  })

  it('solves several right-hand sides at once', async () => {
    const double = Float64Array.from([...b, ...b.map((value) => -value)])
    const { x } = await solve(problem, { backend, b: double })
    for (let k = 0; k < size; k++) expect(x[size + k]).toBeCloseTo(-x[k], 12)
  })

  it('has nothing to do where the start solves the problem', async () => {
    const result = await solve(problem, { backend, b: new Float64Array(size) })
    expect(result).toMatchObject({ iterations: 0, stopped: 'tolerance', residual: { relative: 0 } })
  })

  it('says that it stagnates at the floor of float32', async () => {
    const result = await solve(problem, { backend, b, dtype: 'float32', tolerance: 1e-12 })
    expect(result.stopped).toBe('stagnation')
    expect(result.residual.relative).toBeGreaterThan(1e-8)
    expect(result.residual.relative).toBeLessThan(1e-4)
  })

  it.each(['gpu:webasm', 'gpu:cpu'] as const)('runs in float32 on %s', async (name) => {
    const gpu = await createBackend(name)
    const options = { b: new Float64Array(size).fill(1), dtype: 'float32', tolerance: 1e-5 } as const
    const found = await solve(problem, { ...options, backend: gpu })
    const expected = await solve(problem, { ...options, backend })
    gpu.dispose()
    expect(found).toMatchObject({ stopped: 'tolerance', iterations: expected.iterations })
    found.x.forEach((value, k) => {
      // Both are solutions of a relative residual of 1e-5, of values up to 0.074.
      expect(Math.abs(value - expected.x[k])).toBeLessThan(1e-6)
    })
  })

  it('says that all cycles were used', async () => {
    expect(await solve(problem, { backend, b, maxIterations: 2 })).toMatchObject({ stopped: 'limit', iterations: 2 })
  })

  it('aborts between cycles', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const work = solve(problem, {
      backend,
      b,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    })
    await expect(work).rejects.toBe(reason)
  })

  it('stops where the cycles diverge', async () => {
    const wrong: Problem = { ...problem, diagonal: () => 100 }
    await expect(solve(wrong, { backend, b, maxIterations: 1000 })).rejects.toMatchObject({
      code: 'MULTIGRID_DIVERGED',
    })
  })

  it('solves the coarsest grid directly, by sweeps, or on one grid alone', async () => {
    for (const options of [{ coarse: 'direct' }, { coarse: 30 }, { coarse: 'direct', levels: 2 }] as const) {
      const { stopped, iterations } = await solve(problem, { backend, b, ...options })
      expect(stopped).toBe('tolerance')
      expect(iterations).toBeLessThan(12)
    }
  })
})

describe('conjugate gradients', () => {
  it('take fewer iterations than cycles, to the same solution', async () => {
    const cycles = await solve(problem, { backend, b, tolerance: 1e-11, preSmoothing: 1, postSmoothing: 1 })
    const gradients = await solve(problem, { backend, b, tolerance: 1e-11, preSmoothing: 1, accelerate: 'cg' })
    expect(gradients.iterations).toBeLessThan(cycles.iterations)
    gradients.x.forEach((value, k) => {
      // Residuals of 1e-11·31; ‖A⁻¹‖ is 0.05.
      expect(Math.abs(value - cycles.x[k]!)).toBeLessThan(1e-10)
    })
  })

  it('treat every right-hand side by itself', async () => {
    const second = b.map((value, k) => (k % 7 === 0 ? 1000 * value : 0))
    const both = Float64Array.from([...b, ...second])
    for (const coarsening of ['rediscretisation', 'algebraic'] as const) {
      const options = { backend, accelerate: 'cg', coarsening, maxIterations: 4, tolerance: 1e-300 } as const
      const { x } = await solve(problem, { ...options, b: both })
      const alone = await solve(problem, { ...options, b: second })
      for (let k = 0; k < size; k++) expect(Math.abs(x[size + k]! - alone.x[k]!)).toBeLessThan(1e-12)
    }
  })

  it('run alike on the reference backend', async () => {
    const small = poisson({ intervals: 16 })
    const options = {
      b: b.subarray(0, 225),
      accelerate: 'cg',
      smoother: 'lines',
      maxIterations: 3,
      tolerance: 1e-300,
    } as const
    const fast = await solve(small, { backend, ...options })
    const plain = await solve(small, { backend: await createBackend('reference'), ...options })
    for (let k = 0; k < 225; k++) expect(Math.abs(fast.x[k]! - plain.x[k]!)).toBeLessThan(1e-12)
  })

  it('are refused where the operator is not symmetric and positive definite', async () => {
    const options = { backend, accelerate: 'cg', b: new Float64Array(48 * 33) } as const
    await expect(solve(varying(48, 33), options)).rejects.toMatchObject({ code: 'MULTIGRID_NOT_SYMMETRIC' })
    const negative: Problem = {
      ...problem,
      operator: (x, level) => level.builder.map('-l', { l: minusLaplacian(x, level) }),
    }
    await expect(solve(negative, { backend, b, accelerate: 'cg' })).rejects.toMatchObject({
      code: 'MULTIGRID_NOT_SYMMETRIC',
    })
  })

  it('tell an operator that is indefinite on few vectors only', async () => {
    // −Δ − 300: its lowest eigenvalues are 20, 49, 79, … minus 300; a random vector sees the high ones.
    const indefinite: Problem = {
      ...problem,
      operator: (x, level) => level.builder.map('l - 300*x', { x, l: minusLaplacian(x, level) }),
    }
    const request = { backend, b, accelerate: 'cg', levels: 1, smoother: 'jacobi' } as const
    await expect(solve(indefinite, request)).rejects.toMatchObject({
      code: 'MULTIGRID_NOT_DEFINITE',
    })
  })
})

describe('remarks', () => {
  const shape = { channels: 1, height: 63, width: 63 }
  const right = Float64Array.from({ length: 63 * 63 }, (_, k) => b[k % size]!)
  const remarkOf = async (diffusion: StationaryDiffusionOptions['diffusion'], options: SolverOptions = {}) => {
    const equation = stationaryDiffusion({ shape, placement: 'interior', diffusion })
    const { remark } = await solve(equation, { backend, b: right, maxIterations: 20, ...options })
    return remark
  }

  it('name what makes slow cycles faster', async () => {
    const along = await remarkOf({ a: 500, c: 1 })
    expect(along).toMatch(
      /falls by a factor of 0\.[89]\d a cycle only: couplings along x are 500 times as strong as along y/,
    )
    expect(along).toContain("Try smoother: { name: 'lines', axis: 'x' } and accelerate: 'cg'.")
    expect(await remarkOf({ a: 1, c: 500 })).toContain("axis: 'y'")
    const random = createRandom(5)
    const jumping = Float64Array.from(right, () => (random.uniform() < 0.5 ? 1 : 1e4))
    expect(await remarkOf(jumping)).toContain("Try coarsening: 'algebraic' and accelerate: 'cg'.")
    expect(await remarkOf({ a: 0.5, b: 0.499, c: 0.5 })).toContain("coarsening: 'algebraic'")
  })

  it('do not name what is in use', async () => {
    const remark = await remarkOf({ a: 500, c: 1 }, { accelerate: 'cg' })
    expect(remark).toContain("Try smoother: { name: 'lines', axis: 'x' }.")
  })

  it('are silent where cycles are fast, and at the floor of rounding errors', async () => {
    expect(await remarkOf(1)).toBeNull()
    expect(await remarkOf(1, { dtype: 'float32' })).toBeNull()
    expect(await remarkOf({ a: 500, c: 1 }, { smoother: 'lines' })).toBeNull()
    const solved = await solve(problem, { backend, b, tolerance: 1e-14 })
    expect((await solve(problem, { backend, b, start: solved.x, tolerance: 1e-8 })).remark).toBeNull()
  })

  it('are about sweeps where the problem is not linear', async () => {
    const slow = await solve(bratu({ intervals: 32, gamma: 1 }), {
      backend,
      b,
      smoother: { name: 'jacobi', omega: 0.05 },
    })
    expect(slow.remark).toContain("Try cycle: 'W' and more sweeps (preSmoothing, postSmoothing).")
  })
})

describe('describe', () => {
  it('tells levels, sweeps, transfers and what accelerates them', async () => {
    await using solver = await createSolver(problem, { backend, smoother: 'lines', accelerate: 'cg' })
    const { text, ...fields } = solver.describe()
    expect(fields).toMatchObject({
      cycle: 'V',
      form: 'correction',
      sweeps: { pre: 2, post: 2 },
      coarse: 'direct',
      coarsening: 'rediscretisation',
      transfer: { restriction: 'interior-linear', prolongation: 'interior-linear' },
      accelerate: 'cg',
      dtype: 'float64',
      backend: 'wasm',
    })
    expect(fields.smoothers).toEqual(Array(4).fill('alternating lines'))
    expect(fields.levels[0]).toEqual({
      height: 31,
      width: 31,
      unknowns: 961,
      treatment: '2 + 2 sweeps of alternating lines',
    })
    expect(text.split('\n')).toEqual([
      'level  grid   unknowns  treated by',
      '0      31×31       961  2 + 2 sweeps of alternating lines',
      '1      15×15       225  2 + 2 sweeps of alternating lines',
      '2      7×7          49  2 + 2 sweeps of alternating lines',
      '3      3×3           9  direct',
      'cycle: V (correction), as a preconditioner of conjugate gradients',
      'coarse equations: rediscretisation',
      'transfers: interior-linear down, interior-linear up',
      'numbers: float64, backend wasm',
    ])
  })

  it('tells of single grids, of sweeps on the coarsest one, and of algebraic levels', async () => {
    const few = poisson({ intervals: 16, dimension: 1 })
    await using single = await createSolver(few, { backend, coarse: 'direct' })
    expect(single.describe().levels).toEqual([{ height: 1, width: 15, unknowns: 15, treatment: 'direct' }])
    await using swept = await createSolver(bratu({ intervals: 16, gamma: 1 }), { backend, coarse: 30 })
    expect(swept.describe().coarse).toBe('30 sweeps of red-black')
    await using algebraic = await createSolver(problem, { backend, coarsening: 'algebraic' })
    const { levels, transfer } = algebraic.describe()
    expect(transfer).toBeNull()
    expect(levels[0]).toEqual({ height: null, width: null, unknowns: 961, treatment: '1 + 1 sweeps of Gauss–Seidel' })
    expect(levels.at(-1)!.unknowns).toBeLessThanOrEqual(64)
    expect(levels.at(-1)!.treatment).toBe('direct')
  })
})

describe('fields', () => {
  it('are averaged on coarse grids, or given to Galerkin operators', async () => {
    const sizes = { width: 48, height: 33 }
    const right = Float64Array.from({ length: 48 * 33 }, (_, k) => b[k % size])
    const cycles: number[] = []
    for (const coarsening of ['rediscretisation', 'galerkin'] as const) {
      const result = await solve(varying(sizes.width, sizes.height), { backend, b: right, coarsening })
      expect(result.stopped).toBe('tolerance')
      cycles.push(result.iterations)
    }
    expect(Math.max(...cycles)).toBeLessThan(16)
  })

  it('may be coarsened by a rule of their own', async () => {
    const data = new Float64Array(16 * 16)
    data[17] = 1
    const masks: Problem = {
      shape: { channels: 1, height: 16, width: 16 },
      placement: 'cells',
      linear: true,
      fields: {
        known: { data, coarsen: (average, { builder }) => builder.map('a > 0 ? 1 : 0', { a: average }) },
      },
      operator: (x, { builder, fields }) => builder.map('x*(1 + known)', { x, known: fields.known }),
      diagonal: (_, { builder, fields }) => builder.map('1 + known', { known: fields.known }),
    }
    // Pointwise: exact after one sweep; the coarse masks are 0 or 1 or the coarse equations would not
    // be those of a mask.
    const { x } = await solve(masks, { backend, b: new Float64Array(256).fill(1) })
    expect(x[17]).toBeCloseTo(0.5, 12)
    expect(x[18]).toBeCloseTo(1, 12)
  })
})

describe('unfit requests', () => {
  const refused: [code: string, options: Partial<SolveOptions>][] = [
    ['MULTIGRID_LENGTH', { b: new Float64Array(5) }],
    ['MULTIGRID_LENGTH', { b: new Float64Array(0) }],
    ['MULTIGRID_LENGTH', { start: new Float64Array(5) }],
    ['MULTIGRID_OPTION', { b: b.map(() => Number.NaN) }],
    ['MULTIGRID_OPTION', { start: b.map(() => Number.POSITIVE_INFINITY) }],
    ['MULTIGRID_OPTION', { tolerance: 0 }],
    ['MULTIGRID_OPTION', { tolerance: Number.NaN }],
    ['MULTIGRID_OPTION', { maxIterations: 0.5 }],
    ['MULTIGRID_OPTION', { levels: 9 }],
    ['MULTIGRID_OPTION', { preSmoothing: -1 }],
    ['MULTIGRID_OPTION', { preSmoothing: 0, postSmoothing: 0 }],
    ['MULTIGRID_OPTION', { coarse: 0 }],
    ['MULTIGRID_OPTION', { transfer: 'constant' }],
    ['MULTIGRID_OPTION', { cycle: ['h', '4h', 'h'] }],
    ['MULTIGRID_OPTION', { cycle: [0, 1] }],
    ['MULTIGRID_OPTION', { cycle: ['h', 'x', 'h'] }],
    ['MULTIGRID_OPTION', { smoother: { name: 'jacobi', omega: 2 } }],
    ['MULTIGRID_OPTION', { smoother: { name: 'chebyshev', degree: 0 } }],
    ['MULTIGRID_OPTION', { form: 'net' as never }],
    ['MULTIGRID_OPTION', { form: 'plain' as never }],
    ['MULTIGRID_OPTION', { scheme: 'fas' } as never],
    ['MULTIGRID_OPTION', { smoother: { name: 'jacobi', omgea: 0.7 } as never }],
    ['MULTIGRID_OPTION', { transfer: { restriction: 'cell-linear' } as never }],
    ['MULTIGRID_LENGTH', { b: undefined as never }],
    ['MULTIGRID_LENGTH', { b: 3 as never }],
    ['MULTIGRID_SMOOTHER', { smoother: null as never }],
    ['MULTIGRID_OPTION', { dtype: 'float16' as never }],
    ['MULTIGRID_SMOOTHER', { smoother: 'sor' as never }],
    ['MULTIGRID_SMOOTHER', { smoother: [] }],
    ['MULTIGRID_CYCLE', { cycle: 'Z' as never }],
    ['MULTIGRID_OPTION', { accelerate: 'gmres' as never }],
    ['MULTIGRID_OPTION', { accelerate: 'cg', cycle: 'F' }],
    ['MULTIGRID_OPTION', { accelerate: 'cg', cycle: 'FMG' }],
    ['MULTIGRID_OPTION', { accelerate: 'cg', preSmoothing: 2, postSmoothing: 1 }],
    ['MULTIGRID_OPTION', { accelerate: 'cg', form: 'fas' }],
    [
      'MULTIGRID_OPTION',
      { accelerate: 'cg', transfer: { restriction: 'cell-average', prolongation: 'interior-linear' } },
    ],
    ['MULTIGRID_OPTION', { accelerate: 'cg', smoother: { name: 'own', sweep: (x) => x } }],
    ['MULTIGRID_OPTION', { smoother: { name: 'lines', axis: 'z' as never } }],
    ['MULTIGRID_OPTION', { coarsening: 'algebraic', smoother: 'jacobi' }],
    ['MULTIGRID_OPTION', { coarsening: 'algebraic', levels: 3 }],
    ['MULTIGRID_OPTION', { coarsening: 'algebraic', cycle: 'F' }],
    ['MULTIGRID_OPTION', { coarsening: 'algebraic', dtype: 'float32' }],
    ['MULTIGRID_OPTION', { coarsening: 'none' as never }],
  ]
  it.each(refused)('are refused with %s: %j', async (code, options) => {
    await expect(solve(problem, { backend, b, ...options })).rejects.toMatchObject({ code })
  })

  it('say what is given, what is allowed and what to do', async () => {
    const error = (await solve(problem, { backend, b, smoother: 'sor' as never }).catch(
      (each) => each,
    )) as NumeuralError
    expect(error.message).toContain('sor')
    expect(error.allowed).toContain('red-black')
    expect(error.hint).toBeTruthy()
  })

  const unfit: [code: string, change: Partial<Problem>, options?: Partial<SolveOptions>][] = [
    ['MULTIGRID_PROBLEM', { placement: 'edges' as never }],
    ['MULTIGRID_PROBLEM', { spacing: -1 }],
    ['MULTIGRID_PROBLEM', { shape: { channels: 1, height: 0, width: 31 } }],
    ['MULTIGRID_PROBLEM', { operator: undefined as never }],
    ['MULTIGRID_PROBLEM', { colours: 3 as never }],
    ['MULTIGRID_PROBLEM', { linear: undefined as never }],
    ['MULTIGRID_PROBLEM', { shape: null as never }],
    ['MULTIGRID_PROBLEM', { spacings: 1 } as never],
    ['MULTIGRID_PROBLEM', { fields: { c: null as never } }],
    ['MULTIGRID_FIELD', { fields: { c: { data: [1, 2, 3] } } }],
    ['MULTIGRID_FIELD', { fields: { c: { data: b.map(() => Number.NaN) } } }],
    ['MULTIGRID_OPTION', { linear: false }, { coarsening: 'galerkin' }],
    ['MULTIGRID_OPTION', { linear: false }, { form: 'correction' }],
    ['MULTIGRID_OPTION', { linear: false }, { coarse: 'direct' }],
    ['MULTIGRID_OPTION', { linear: false }, { accelerate: 'cg' }],
    ['MULTIGRID_OPTION', { linear: false }, { coarsening: 'algebraic' }],
    ['MULTIGRID_OPTION', { linear: false }, { smoother: 'lines' }],
    [
      'MULTIGRID_STENCIL',
      { operator: (x, { builder }) => builder.map('x + s', { x, s: elementOf(builder.sum(x)) }) },
      { smoother: 'lines' },
    ],
    ['MULTIGRID_SINGULAR', { operator: (x, { builder }) => builder.map('0*x', { x }) }, { coarse: 'direct' }],
  ]
  it.each(unfit)('problems are refused with %s: %j', async (code, change, options = {}) => {
    await expect(solve({ ...problem, ...change }, { backend, b, ...options })).rejects.toMatchObject({ code })
  })
})
