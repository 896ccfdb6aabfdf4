import { GraphBuilder, parse } from '@numeural/formula'
import { type Boundary, channelOf, type Dtype, elementOf, PlanBuilder } from '@numeural/plan'
import { createReferenceBackend } from '@numeural/plan/reference'
import { describe, expect, test } from 'vitest'
import { expectAgreement, expectClose, noisyRequest, tolerances } from './agreement.fixtures.js'
import { openWasmBackend } from './wasm-backend.js'

const dtypes: readonly Dtype[] = ['float32', 'float64']
const boundaries: readonly Boundary[] = ['reflecting', 'zero', 'periodic']
const widths = [1, 2, 3, 5, 255, 256]
/** Heights and widths around the vectors' and the kernels' sizes. */
const sizes = [
  [1, 1],
  [7, 1],
  [1, 2],
  [2, 3],
  [7, 5],
  [1, 255],
  [2, 256],
] as const
const batches = [1, 2, 3, 5, 500]

interface Kernel {
  readonly inputs: number
  readonly outputChannels: number
  readonly height: number
  readonly width: number
  readonly centreX?: number
  readonly centreY?: number
}

const kernels: readonly Kernel[] = [
  { inputs: 1, outputChannels: 1, height: 1, width: 3 },
  { inputs: 1, outputChannels: 1, height: 1, width: 2 },
  { inputs: 1, outputChannels: 1, height: 1, width: 5, centreX: 4 },
  { inputs: 1, outputChannels: 2, height: 3, width: 3 },
  { inputs: 2, outputChannels: 1, height: 2, width: 2, centreY: 1, centreX: 0 },
  { inputs: 3, outputChannels: 6, height: 1, width: 4 },
  { inputs: 5, outputChannels: 4, height: 5, width: 7 },
  { inputs: 1, outputChannels: 1, height: 1, width: 13 },
]

/** Convolution, transpose, kernel gradient, and the first two inside maps. */
function convolutionPlan(dtype: Dtype, height: number, width: number, kernel: Kernel, boundary: Boundary) {
  const { inputs, ...options } = kernel
  const builder = new PlanBuilder(dtype)
  const x = builder.input('x', { channels: inputs, height, width })
  const y = builder.input('y', { channels: kernel.outputChannels, height, width })
  const geometry = builder.geometry(x, { ...options, boundary })
  const weights = builder.parameter('k', inputs * kernel.outputChannels * kernel.height * kernel.width)
  builder.output('Kx', builder.convolution(x, weights, geometry))
  builder.output('Kty', builder.transposedConvolution(y, weights, geometry))
  builder.output('dk', builder.kernelGradient(x, y, geometry))
  builder.output('inside', builder.map('2*r + y', { r: builder.convolution(x, weights, geometry), y }))
  builder.output('back', builder.map('x - r', { r: builder.transposedConvolution(y, weights, geometry), x }))
  return builder.finish()
}

/** Forward differences of every channel along x and y: [2·channels, channels, 2, 2]. */
function differences(channels: number): number[] {
  const values = new Array<number>(2 * channels * channels * 4).fill(0)
  for (let channel = 0; channel < channels; channel++) {
    for (let axis = 0; axis < 2; axis++) {
      const first = ((2 * channel + axis) * channels + channel) * 4
      values[first] = -1
      values[first + 1 + axis] = 1
    }
  }
  return values
}

describe.each(dtypes)('%s', (dtype) => {
  describe.each(boundaries)('convolutions, %s', (boundary) => {
    test.each(kernels)(
      '$inputs → $outputChannels, $height×$width',
      async (kernel) => {
        for (const [height, width] of sizes) {
          await expectAgreement(convolutionPlan(dtype, height, width, kernel, boundary), 3, `${height}×${width}`)
        }
      },
      60_000,
    )
  })

  test('batch sizes', async () => {
    for (const batch of batches) {
      await expectAgreement(convolutionPlan(dtype, 1, 17, kernels[0]!, 'reflecting'), batch, `batch ${batch}`)
    }
  })

  test('maps read signals, channels, vectors, elements and numbers per sample', async () => {
    for (const width of widths) {
      for (const batch of [1, 3]) {
        const builder = new PlanBuilder(dtype)
        const x = builder.input('x', { channels: 3, height: 2, width })
        const v = builder.parameter('v', 3)
        const e = builder.parameter('e', 4)
        const s = builder.perSample('sum', x)
        const operands = { x, v, s, c: channelOf(x, 1), a: elementOf(e, 2) }
        const graph = new GraphBuilder()
        const symbols = Object.keys(operands)
        const texts = ['x*v + c/(1 + a^2) - s*a', 'x < c ? v : s']
        const formula = graph.finish(texts.flatMap((text) => graph.insert(parse(text, symbols))))
        const results = builder.maps(formula, operands)
        builder.output('first', results[0])
        builder.output('second', results[1])
        builder.output('s', s)
        builder.output('uniform', builder.map('a*v', { a: operands.a, v, x }))
        await expectAgreement(builder.finish(), batch, `width ${width}, batch ${batch}`)
      }
    }
  })

  test('reductions', async () => {
    for (const width of widths) {
      for (const batch of batches) {
        const builder = new PlanBuilder(dtype)
        const x = builder.input('x', { channels: 2, height: 2, width })
        const y = builder.input('y', { channels: 2, height: 2, width })
        builder.output('sum', builder.sum(x))
        builder.output('dot', builder.dot(x, y))
        builder.output('maximum', builder.maximum(x))
        builder.output('perChannel', builder.sumPerChannel(x))
        builder.output('dotPerChannel', builder.sumPerChannel(x, y))
        builder.output('samples', builder.perSample('sum', x))
        builder.output('sampleDots', builder.perSample('dot', x, y))
        builder.output('sampleMaxima', builder.perSample('maximum', y))
        builder.output('gray', builder.sumOverChannels(x))
        await expectAgreement(builder.finish(), batch, `width ${width}, batch ${batch}`)
      }
    }
  })

  test('a reduced vector may be read by what follows, over several stages', async () => {
    const builder = new PlanBuilder(dtype)
    const x = builder.input('x', { channels: 1, height: 1, width: 9 })
    const norm = builder.scalars(['1/sqrt(s)'], { s: elementOf(builder.dot(x, x)) })
    const unit = builder.map('x*n', { x, n: elementOf(norm) })
    const shift = builder.scalars(['m/2', 'm*m'], { m: elementOf(builder.maximum(unit)) })
    const shifted = builder.map('u - a + b', { u: unit, a: elementOf(shift, 0), b: elementOf(shift, 1) })
    builder.output('shifted', shifted)
    builder.output('sum', builder.sum(shifted))
    for (const batch of batches) await expectAgreement(builder.finish(), batch, `batch ${batch}`)
  })

  test('slices and concatenations, nested and of inputs', async () => {
    for (const width of [1, 4, 6]) {
      const builder = new PlanBuilder(dtype)
      const x = builder.input('x', { channels: 3, height: 1, width })
      const a = builder.map('2*x', { x })
      const b = builder.map('x + 1', { x })
      const inner = builder.concatenate([a, builder.slice(b, 1, 2), x])
      const outer = builder.concatenate([inner, b, inner, a])
      builder.output('outer', outer)
      builder.output('part', builder.slice(outer, 2, 4))
      builder.output('again', builder.map('y*y', { y: builder.slice(builder.slice(outer, 1, 9), 3, 2) }))
      builder.output('b', b)
      await expectAgreement(builder.finish(), 5, `width ${width}`)
    }
  })

  test('a plan of 20 blocks with 16 channels', async () => {
    const builder = new PlanBuilder(dtype)
    const start = builder.input('u', { channels: 4, height: 1, width: 33 })
    let u = start
    const kernel = builder.parameter('kernel', 3 * 4 * 16)
    const geometry = builder.geometry(u, { outputChannels: 16, width: 3 })
    for (let block = 0; block < 20; block++) {
      const flux = builder.map('r/(1 + r^2)', { r: builder.convolution(u, kernel, geometry) })
      u = builder.map('u - 0.01*d', { u, d: builder.transposedConvolution(flux, kernel, geometry) })
    }
    builder.output('u', u)
    await expectAgreement(builder.finish(), 7, 'network')
  })

  test('kernel entries known to be zero may be left out: differences of colours along both axes', async () => {
    const reference = await createReferenceBackend()
    await using backend = await openWasmBackend()
    for (const [channels, height, width] of [
      [1, 1, 9],
      [1, 6, 5],
      [3, 7, 6],
      [4, 3, 9],
      [3, 1060, 250],
    ] as const) {
      const kernel = differences(channels)
      const builder = new PlanBuilder(dtype)
      const u = builder.input('u', { channels, height, width })
      const zeros = kernel.flatMap((value, entry) => (value === 0 ? [entry] : []))
      const geometry = builder.geometry(u, { outputChannels: 2 * channels, height: 2, width: 2, zeros })
      const weights = builder.parameter('k', kernel.length)
      const flux = builder.map('r/(1 + r^2)', { r: builder.convolution(u, weights, geometry) })
      builder.output('flux', flux)
      builder.output('next', builder.map('u - d/8', { u, d: builder.transposedConvolution(flux, weights, geometry) }))
      builder.output('dk', builder.kernelGradient(u, flux, geometry))
      const plan = builder.finish()
      const request = { ...noisyRequest(plan, 2), parameters: Float64Array.from(kernel) }
      const expected = await (await reference.compile(plan)).run(request)
      const actual = await (await backend.compile(plan)).run(request)
      // Kernel gradients add up some 10⁴ products in float32.
      expectClose(actual, expected, 5 * tolerances[dtype], `${channels}×${height}×${width}`)
    }
  }, 30_000)

  test('a formula that reads no signal still fills its result', async () => {
    const builder = new PlanBuilder(dtype)
    const x = builder.input('x', { channels: 2, height: 1, width: 3 })
    builder.output('seven', builder.map('7', { x }))
    await expectAgreement(builder.finish(), 2, 'constant')
    expect(builder.finish().operations).toHaveLength(2)
  })
})
