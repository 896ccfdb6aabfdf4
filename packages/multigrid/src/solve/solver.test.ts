import { createBackend, createRandom } from '@numeural/core'
import type { NumeuralError } from '@numeural/errors'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../problem/problem.js'
import { bratu } from '../problems/bratu.js'
import { minusLaplacian } from '../problems/five-point.js'
import { poisson } from '../problems/poisson.js'
import { createSolver } from './create-solver.js'
import { type SolveOptions, solve } from './solve.js'

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
    for (const options of [{}, { coarse: 'direct' }, { levels: 1, coarse: 'direct' }] as const) {
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
    ['MULTIGRID_SINGULAR', { operator: (x, { builder }) => builder.map('0*x', { x }) }, { coarse: 'direct' }],
  ]
  it.each(unfit)('problems are refused with %s: %j', async (code, change, options = {}) => {
    await expect(solve({ ...problem, ...change }, { backend, b, ...options })).rejects.toMatchObject({ code })
  })
})
