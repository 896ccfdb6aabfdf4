import { describe, expect, it } from 'vitest'
import { PlanBuilder } from '../builder/plan-builder.js'
import type { RunRequest, RunResult } from '../contract/backend.js'
import type { Boundary, KernelGeometry } from '../geometry/geometry.js'
import type { Signal, Vector } from '../values/value.js'
import { createReferenceBackend } from './reference-backend.js'

async function runPlan(build: (builder: PlanBuilder) => void, request: RunRequest): Promise<RunResult> {
  const builder = new PlanBuilder('float64')
  build(builder)
  await using backend = await createReferenceBackend()
  await using program = await backend.compile(builder.finish())
  return program.run(request)
}

/** The whole matrix of K or Kᵀ: column j is the image of the unit vector j. */
async function matrixOf(
  length: number,
  kernel: readonly number[],
  apply: (builder: PlanBuilder, x: Signal, k: Vector) => Signal,
): Promise<number[][]> {
  const columns: number[][] = []
  for (let j = 0; j < length; j++) {
    const x = Float64Array.from({ length }, (_, i) => (i === j ? 1 : 0))
    const { y } = await runPlan(
      (builder) => {
        const signal = builder.input('x', { channels: 1, height: 1, width: length })
        builder.output('y', apply(builder, signal, builder.parameter('k', kernel.length)))
      },
      { batch: 1, inputs: { x }, parameters: Float64Array.from(kernel) },
    )
    columns.push([...y])
  }
  return columns[0].map((_, row) => columns.map((column) => column[row]))
}

const geometryOf = (boundary: Boundary, width: number): KernelGeometry => ({
  outputChannels: 1,
  inputChannels: 1,
  height: 1,
  width,
  centreY: 0,
  centreX: Math.floor((width - 1) / 2),
  boundary,
})

describe('convolution', () => {
  it.each([
    [
      'reflecting',
      [
        [12, 3, 0, 0],
        [10, 2, 3, 0],
        [0, 10, 2, 3],
        [0, 0, 10, 5],
      ],
    ],
    [
      'zero',
      [
        [2, 3, 0, 0],
        [10, 2, 3, 0],
        [0, 10, 2, 3],
        [0, 0, 10, 2],
      ],
    ],
    [
      'periodic',
      [
        [2, 3, 0, 10],
        [10, 2, 3, 0],
        [0, 10, 2, 3],
        [3, 0, 10, 2],
      ],
    ],
  ] as const)('has this matrix with a %s boundary', async (boundary, expected) => {
    const matrix = await matrixOf(4, [10, 2, 3], (builder, x, k) => builder.convolution(x, k, geometryOf(boundary, 3)))
    expect(matrix).toEqual(expected)
  })

  it('centres an even kernel left of its middle: (1, 3) weighs u_i and u_(i+1)', async () => {
    const matrix = await matrixOf(3, [1, 3], (builder, x, k) => builder.convolution(x, k, { width: 2 }))
    expect(matrix).toEqual([
      [1, 3, 0],
      [0, 1, 3],
      [0, 0, 4],
    ])
  })

  it('folds a kernel wider than the signal', async () => {
    const kernel = [1, 2, 4, 8, 16, 32, 64]
    const matrix = await matrixOf(2, kernel, (builder, x, k) => builder.convolution(x, k, { width: 7 }))
    // u₀ reads u at −3 … 3, which is 1 1 0 0 | 0 … reflected: [1, 1, 0, 0, 1, 1, 0]
    expect(matrix).toEqual([
      [4 + 8 + 64, 1 + 2 + 16 + 32],
      [2 + 4 + 32 + 64, 1 + 8 + 16],
    ])
  })

  it.each(['reflecting', 'zero', 'periodic'] as const)('is transposed exactly (%s)', async (boundary) => {
    for (const kernel of [[5], [1, 3], [10, 2, 3], [1, 2, 4, 8, 16, 32, 64, 128, 256]]) {
      const geometry = geometryOf(boundary, kernel.length)
      const matrix = await matrixOf(4, kernel, (builder, x, k) => builder.convolution(x, k, geometry))
      const transposed = await matrixOf(4, kernel, (builder, x, k) => builder.transposedConvolution(x, k, geometry))
      expect(transposed).toEqual(matrix[0].map((_, column) => matrix.map((row) => row[column])))
    }
  })

  it('lays kernels out [output channel, input channel, height, width]', async () => {
    const shape = { channels: 2, height: 2, width: 2 }
    const { y } = await runPlan(
      (builder) => {
        const kernel = builder.parameter('k', 8)
        const options = { outputChannels: 2, height: 2, width: 1, boundary: 'zero' } as const
        builder.output('y', builder.convolution(builder.input('x', shape), kernel, options))
      },
      {
        batch: 1,
        inputs: { x: Float64Array.of(1, 2, 3, 4, 10, 20, 30, 40) },
        parameters: Float64Array.of(1, 0, 0, 0, 0, 1, 100, 0),
      },
    )
    // channel 0: x₀ at (y, x); channel 1: x₀ at (y + 1, x) and 100 x₁ at (y, x)
    expect([...y]).toEqual([1, 2, 3, 4, 1003, 2004, 3000, 4000])
  })

  it('spreads NaN to all that read it and no further', async () => {
    const { y } = await runPlan(
      (builder) => {
        const x = builder.input('x', { channels: 1, height: 1, width: 6 })
        builder.output('y', builder.convolution(x, builder.parameter('k', 3), { width: 3 }))
      },
      { batch: 1, inputs: { x: Float64Array.of(1, 1, NaN, 1, 1, 1) }, parameters: Float64Array.of(1, 0, 1) },
    )
    expect([...y]).toEqual([2, NaN, NaN, NaN, 2, 2])
  })
})

describe('reductions', () => {
  it('sum, multiply and compare over everything, channels and samples', async () => {
    const result = await runPlan(
      (builder) => {
        const x = builder.input('x', { channels: 2, height: 1, width: 2 })
        builder.output('sum', builder.sum(x))
        builder.output('dot', builder.dot(x, x))
        builder.output('maximum', builder.maximum(x))
        builder.output('channels', builder.sumPerChannel(x))
        builder.output('samples', builder.perSample('sum', x))
        builder.output('largest', builder.perSample('maximum', x))
        builder.output('over', builder.sumOverChannels(x))
      },
      { batch: 2, inputs: { x: Float64Array.of(1, 2, 3, 4, -5, -6, -7, NaN) } },
    )
    expect([...result.sum, ...result.dot, ...result.maximum]).toEqual([NaN, NaN, NaN])
    expect([...result.channels]).toEqual([-8, NaN])
    expect([...result.samples]).toEqual([10, NaN])
    expect([...result.largest]).toEqual([4, NaN])
    expect([...result.over]).toEqual([4, 6, -12, NaN])
  })
})
