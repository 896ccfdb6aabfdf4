import { type Boundary, type Dtype, elementOf, PlanBuilder, reverse } from '@numeural/plan'
import { describe, expect, test } from 'vitest'
import { expectAgreement } from '../../agreement.fixtures.js'
import { fuse } from './fuse.js'

interface Options {
  readonly dtype: Dtype
  readonly height: number
  readonly width: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly filters: number
  readonly boundary: Boundary
  readonly blocks: number
}

/**
 * Gradient of the squared distance from a target after some diffusion blocks with one kernel; λ differs per channel.
 */
function gradientPlan({ dtype, height, width, kernelHeight, kernelWidth, filters, boundary, blocks }: Options) {
  const builder = new PlanBuilder(dtype)
  let u = builder.input('u', { channels: 1, height, width })
  const target = builder.input('target', u.shape)
  const kernel = builder.parameter('kernel', filters * kernelHeight * kernelWidth)
  const lambda = builder.parameter('lambda', filters)
  const tau = elementOf(builder.parameter('tau', 1))
  const geometry = builder.geometry(u, {
    outputChannels: filters,
    height: kernelHeight,
    width: kernelWidth,
    boundary,
  })
  for (let block = 0; block < blocks; block++) {
    const flux = builder.map('r/(1 + r^2 + lambda^2)', { r: builder.convolution(u, kernel, geometry), lambda })
    u = builder.map('u - tau*d/8', { u, d: builder.transposedConvolution(flux, kernel, geometry), tau })
  }
  const error = builder.map('u - t', { u, t: target })
  builder.output('loss', builder.dot(error, error))
  return reverse(builder.finish(), { loss: 'loss', inputs: ['u'] })
}

const usual: Options = {
  dtype: 'float32',
  height: 1,
  width: 37,
  kernelHeight: 1,
  kernelWidth: 3,
  filters: 1,
  boundary: 'reflecting',
  blocks: 4,
}

function reductionsLeft(options: Options): string[] {
  const plan = gradientPlan(options)
  return fuse(plan).flatMap((each) => (each.op === 'reduce' || each.op === 'kernel-gradient' ? [each.op] : []))
}

test('blocks leave no reduction but the loss, whose float64 sum stays exact', () => {
  expect(reductionsLeft(usual)).toEqual(['reduce'])
  expect(reductionsLeft({ ...usual, dtype: 'float64' })).toEqual([])
})

test('large kernels keep their own gradients', () => {
  expect(reductionsLeft({ ...usual, kernelWidth: 17 })).toContain('kernel-gradient')
})

test('blocks with shared weights add to one vector each', () => {
  const plan = gradientPlan(usual)
  const sums = fuse(plan).flatMap((each) => (each.op === 'map' ? each.sums.map(({ result }) => result) : []))
  expect(new Set(sums).size).toBe(3)
})

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  // Rows shorter than a vector, with and without padding, and longer than a float32 sum runs.
  test.each([1, 2, 3, 4, 5, 8, 64, 257, 600])('width %i', async (width) => {
    await expectAgreement(gradientPlan({ ...usual, dtype, width, blocks: 2 }), 3, `width ${width}`)
  })

  test.each(['reflecting', 'zero', 'periodic'] as const)('%s boundary in 2D with two filters', async (boundary) => {
    for (const [height, width] of [
      [1, 1],
      [2, 5],
      [7, 8],
      [3, 270],
    ] as const) {
      const options = {
        ...usual,
        dtype,
        height,
        width,
        kernelHeight: 2,
        kernelWidth: 2,
        filters: 2,
        boundary,
        blocks: 2,
      }
      await expectAgreement(gradientPlan(options), 3, `${height}×${width}`)
    }
  })

  test('sums of a map and of its channels, with and without readers of the map', async () => {
    for (const width of [4, 6, 261]) {
      const builder = new PlanBuilder(dtype)
      const x = builder.input('x', { channels: 3, height: 2, width })
      const square = builder.map('x*x', { x })
      builder.output('sum', builder.sum(square))
      builder.output('perChannel', builder.sumPerChannel(square))
      const kept = builder.map('x + 1', { x })
      builder.output('kept', kept)
      builder.output('keptSum', builder.sum(kept))
      builder.output('dot', builder.dot(kept, x))
      await expectAgreement(builder.finish(), 5, `width ${width}`)
    }
  })
})
