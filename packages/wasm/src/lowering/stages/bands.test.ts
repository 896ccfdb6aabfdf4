import { type Boundary, channelOf, type Dtype, elementOf, type Plan, PlanBuilder, type Signal } from '@numeural/plan'
import { describe, expect, test } from 'vitest'
import { expectAgreement, expectSameBits, noisyRequest } from '../../agreement.fixtures.js'
import { openWasmBackend } from '../../wasm-backend.js'
import { fuse } from '../fusion/fuse.js'
import { layOut } from '../layout/layout.js'
import { liveWork } from '../work/live.js'

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
    height = 1060,
    width = 261,
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
  return layOut(plan, liveWork(plan, fuse(plan))).stages.map(({ bands }) => bands)
}

test('large images go by bands, in one stage as long as they reach few rows', () => {
  expect(bandsOf(diffusion({ dtype: 'float32', steps: 2 }))).toMatchObject([{ height: 1060, rows: 67, count: 16 }])
  // Every step reads two rows, and eight may be read within a stage.
  expect(bandsOf(diffusion({ dtype: 'float32', steps: 9 }))).toHaveLength(3)
})

test('small images and periodic ones go through whole', () => {
  expect(bandsOf(diffusion({ dtype: 'float32', height: 500, width: 261 }))).toEqual([null])
  expect(bandsOf(diffusion({ dtype: 'float32', boundary: 'periodic' }))).toContain(null)
})

/**
 * A two-grid cycle of sorts: steps on a fine grid, on a coarse one, and on the fine one again, with numbers per image.
 */
function twoGrids(dtype: Dtype, height: number, width: number): Plan {
  const builder = new PlanBuilder(dtype)
  const u = builder.input('u', { channels: 1, height, width })
  const kernel = builder.parameter('kernel', 9)
  const smooth = (x: Signal): Signal => {
    const r = builder.convolution(x, kernel, builder.geometry(x, { height: 3, width: 3 }))
    return builder.map('x + tanh(r)/16', { x, r })
  }
  const fine = smooth(smooth(u))
  const coarse = smooth(builder.restrict(fine, { transfer: 'cell-average' }))
  const correction = builder.prolong(coarse, { transfer: 'cell-linear', height, width })
  const mean = builder.perSample('sum', builder.map('abs(x)', { x: u }))
  const result = smooth(builder.map('x + c + m*1e-6', { x: fine, c: correction, m: mean }))
  builder.output('result', result)
  builder.output('norm', builder.dot(result, result))
  return builder.finish()
}

test('a plan between grids goes by bands where it can', () => {
  const bands = bandsOf(twoGrids('float32', 1100, 1000))
  expect(bands.map((each) => each?.height ?? 0)).toEqual(expect.arrayContaining([1100, 0]))
})

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  test.each([
    ['heights that bands do not divide', { height: 1061 }],
    ['rows without padding', { width: 264 }],
    ['rows longer than a run of sums', { width: 270 }],
    ['many rows, few columns', { height: 40_000, width: 5 }],
    ['a zero boundary', { boundary: 'zero' }],
    ['a high kernel', { kernelHeight: 3, steps: 1 }],
    ['several stages', { steps: 5 }],
    ['channels', { channels: 2, steps: 1 }],
  ] as const)(
    '%s',
    async (what, options) => {
      const plan = diffusion({ dtype, ...options })
      expect(bandsOf(plan).some((bands) => bands !== null)).toBe(true)
      await expectAgreement(plan, what === 'several stages' ? 2 : 1, what)
    },
    60_000,
  )

  test.each([
    [1030, 256],
    [1063, 261],
  ])(
    'between grids of %i×%i and half of it',
    async (height, width) => {
      await expectAgreement(twoGrids(dtype, height, width), 1, `${height}×${width}`)
    },
    60_000,
  )

  test.each([
    ['steps', diffusion({ dtype, steps: 5 })],
    ['two grids', twoGrids(dtype, 1200, 300)],
  ])(
    'the same bits on any number of threads: %s',
    async (_name, plan) => {
      const request = noisyRequest(plan, 2)
      await using alone = await openWasmBackend({ threads: 1 })
      const expected = await (await alone.compile(plan)).run(request)
      for (const threads of [2, 40]) {
        await using backend = await openWasmBackend({ threads })
        expectSameBits(await (await backend.compile(plan)).run(request), expected, `${threads} threads`)
      }
    },
    60_000,
  )
})
