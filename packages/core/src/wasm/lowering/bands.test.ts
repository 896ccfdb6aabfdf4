import { describe, expect, test } from 'vitest'
import { PlanBuilder } from '../../plan/builder.js'
import type { Boundary } from '../../plan/operation.js'
import type { Plan } from '../../plan/plan.js'
import type { Dtype } from '../../plan/shape.js'
import { channelOf, elementOf } from '../../plan/value.js'
import { expectAgreement, expectSameBits, noisyRequest } from '../agreement.fixtures.js'
import { createWasmBackend } from '../wasm-backend.js'
import { goesByBands } from './bands.js'
import { fuse } from './fuse.js'
import { layOutBands } from './layout.js'
import { liveWork } from './live.js'

interface Options {
  readonly dtype: Dtype
  readonly height?: number
  readonly width?: number
  readonly channels?: number
  readonly kernelHeight?: number
  readonly boundary?: Boundary
  readonly steps?: number
}

/** Diffusion steps with norms of what comes out; the diffusivity depends on the gradient of all channels. */
function diffusion(options: Options): Plan {
  const {
    dtype,
    height = 150,
    width = 131,
    channels = 1,
    kernelHeight = 2,
    boundary = 'reflecting',
    steps = 2,
  } = options
  const builder = new PlanBuilder(dtype)
  const start = builder.input('u', { channels, height, width })
  const filters = 2 * channels
  const geometry = builder.geometry(start, { outputChannels: filters, height: kernelHeight, width: 2, boundary })
  const kernel = builder.parameter('kernel', filters * channels * kernelHeight * 2)
  const lambda = elementOf(builder.parameter('lambda', 1))
  let u = start
  for (let step = 0; step < steps; step++) {
    const r = builder.convolution(u, kernel, geometry)
    const square = builder.sumOverChannels(builder.map('r*r', { r }))
    const flux = builder.map('r/(8 + s + lambda^2)', { r, s: channelOf(square, 0), lambda })
    u = builder.map('u - d/16', { u, d: builder.transposedConvolution(flux, kernel, geometry) })
  }
  builder.output('u', u)
  builder.output('sum', builder.sum(builder.map('abs(u)', { u })))
  builder.output('dot', builder.dot(u, start))
  builder.output('largest', builder.maximum(u))
  builder.output('perChannel', builder.sumPerChannel(builder.map('u*u', { u })))
  return builder.finish()
}

function bandsOf(plan: Plan) {
  const work = liveWork(plan, fuse(plan))
  return goesByBands(plan, work) ? layOutBands(plan, work) : null
}

test('large images go by bands, in one stage as long as they reach few rows', () => {
  const layout = bandsOf(diffusion({ dtype: 'float32', steps: 2 }))!
  expect(layout.bands).toMatchObject({ height: 150, rows: 16, count: 10 })
  expect(layout.staging.stages).toHaveLength(1)
  // Every step reads two rows, and eight may be read within a stage.
  expect(bandsOf(diffusion({ dtype: 'float32', steps: 9 }))!.staging.stages).toHaveLength(3)
})

test('small images, periodic ones and transfers between grids do not', () => {
  expect(bandsOf(diffusion({ dtype: 'float32', height: 100, width: 100 }))).toBeNull()
  expect(bandsOf(diffusion({ dtype: 'float32', boundary: 'periodic' }))).toBeNull()
  const builder = new PlanBuilder('float32')
  const u = builder.input('u', { channels: 1, height: 200, width: 200 })
  builder.output('v', builder.restrict(u, { transfer: 'cell-average' }))
  expect(bandsOf(builder.finish())).toBeNull()
})

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  test.each([
    ['heights that bands do not divide', { height: 161 }],
    ['rows without padding', { width: 136 }],
    ['rows longer than a run of sums', { width: 300 }],
    ['many rows, few columns', { height: 4100, width: 5 }],
    ['a zero boundary', { boundary: 'zero' }],
    ['a high kernel', { kernelHeight: 3, steps: 1 }],
    ['several stages', { steps: 6 }],
    ['channels', { channels: 2, height: 140, width: 120 }],
  ] as const)('%s', async (what, options) => {
    const plan = diffusion({ dtype, ...options })
    expect(bandsOf(plan)).not.toBeNull()
    await expectAgreement(plan, 2, what)
  })

  test('the same bits on any number of threads', async () => {
    const plan = diffusion({ dtype, height: 400, steps: 5 })
    const request = noisyRequest(plan, 2)
    await using alone = await createWasmBackend({ threads: 1 })
    const expected = await (await alone.compile(plan)).run(request)
    for (const threads of [2, 4]) {
      await using backend = await createWasmBackend({ threads })
      expectSameBits(await (await backend.compile(plan)).run(request), expected, `${threads} threads`)
    }
  })
})
