import { channelOf, elementOf, type PlanBuilder } from '@numeural/plan'
import { expect, it } from 'vitest'
import type { GpuLimits } from '../device/limits.js'
import { kernelTexts, roomy } from './kernel-texts.fixtures.js'

const line = { channels: 2, height: 1, width: 8 }
const image = { channels: 1, height: 4, width: 6 }

interface KernelCase {
  /** Name of the file in `kernels/` that holds the texts. */
  readonly name: string
  readonly build: (builder: PlanBuilder) => void
  readonly batch?: number
  readonly limits?: GpuLimits
}

/** At least one plan for every operation, and one for every way that its kernels go. */
const cases: readonly KernelCase[] = [
  {
    name: 'convolution-1d-reflecting',
    build: (builder) => {
      const options = { width: 3, outputChannels: 1 }
      builder.output('r', builder.convolution(builder.input('u', line), builder.parameter('k', 6), options))
    },
  },
  {
    name: 'convolution-2d-periodic-wider-than-the-image',
    build: (builder) => {
      const options = { width: 7, height: 2, boundary: 'periodic' } as const
      builder.output('r', builder.convolution(builder.input('u', image), builder.parameter('k', 14), options))
    },
  },
  {
    name: 'convolution-inside-the-map-that-reads-it',
    build: (builder) => {
      const u = builder.input('u', { ...line, channels: 1 })
      const d = builder.convolution(u, builder.parameter('k', 2), { width: 2 })
      builder.output('r', builder.map('u - 0.25*d', { u, d }))
    },
  },
  {
    name: 'transposed-convolution-2d-reflecting',
    build: (builder) => {
      const geometry = builder.geometry({ shape: image }, { width: 2, height: 2 })
      const y = builder.input('y', image)
      builder.output('d', builder.transposedConvolution(y, builder.parameter('k', 4), geometry))
    },
  },
  {
    name: 'transposed-convolution-1d-zero',
    build: (builder) => {
      const shape = { channels: 1, height: 1, width: 8 }
      const geometry = builder.geometry({ shape }, { width: 3, boundary: 'zero' })
      const y = builder.input('y', shape)
      builder.output('d', builder.transposedConvolution(y, builder.parameter('k', 3), geometry))
    },
  },
  {
    name: 'kernel-gradient',
    batch: 100,
    build: (builder) => {
      const geometry = builder.geometry({ shape: image }, { width: 3 })
      builder.output('g', builder.kernelGradient(builder.input('x', image), builder.input('y', image), geometry))
    },
  },
  {
    name: 'map-of-every-kind-of-operand',
    build: (builder) => {
      const u = builder.input('u', line)
      const [vector, scalars] = [builder.parameter('v', 2), builder.parameter('e', 3)]
      const s = builder.perSample('sum', u)
      const operands = { u, c: channelOf(u, 1), v: vector, e: elementOf(scalars, 2), s }
      builder.output('r', builder.map('u*c + v/e + s', operands))
    },
  },
  {
    name: 'map-with-conditions-powers-and-elementary-functions',
    build: (builder) => {
      const formula = 'r == 0 ? 1 : 1 - exp(-3.31488/(r/l)^8) + tanh(r)^2.5 + min(r, sign(r))'
      const operands = { r: builder.input('r', image), l: elementOf(builder.parameter('l', 1)) }
      builder.output('g', builder.map(formula, operands))
    },
  },
  {
    name: 'map-with-constants-that-float32-does-not-hold',
    build: (builder) => {
      builder.output('r', builder.map('u*1e300 + 1e-300 - 12345678901', { u: builder.input('u', image) }))
    },
  },
  {
    name: 'map-of-more-arrays-than-a-kernel-may-read',
    limits: { ...roomy, arrays: 3 },
    build: (builder) => {
      const names = ['a', 'b', 'c', 'd']
      const operands = Object.fromEntries(names.map((name) => [name, builder.input(name, image)]))
      const sums = { s: builder.perSample('sum', operands.a!), t: elementOf(builder.parameter('t', 2), 1) }
      builder.output('r', builder.map('a + b*c + d + s*t', { ...operands, ...sums }))
    },
  },
  {
    name: 'map-of-more-rows-than-a-texture-has',
    batch: 50,
    limits: { ...roomy, rows: 64 },
    build: (builder) => builder.output('r', builder.map('2*u', { u: builder.input('u', line) })),
  },
  {
    name: 'scalars',
    build: (builder) => {
      const pair = builder.parameter('p', 2)
      builder.output('s', builder.scalars(['a/b', 'a + b'], { a: elementOf(pair, 0), b: elementOf(pair, 1) }))
    },
  },
  {
    name: 'reduce-dot-per-channel-in-stages',
    build: (builder) => {
      const shape = { channels: 2, height: 1, width: 100 }
      builder.output('s', builder.sumPerChannel(builder.input('x', shape), builder.input('y', shape)))
    },
  },
  {
    name: 'reduce-maximum-per-sample',
    build: (builder) => builder.output('m', builder.perSample('maximum', builder.input('x', image))),
  },
  {
    name: 'sum-over-channels',
    build: (builder) => builder.output('s', builder.sumOverChannels(builder.input('x', { ...line, channels: 3 }))),
  },
  {
    name: 'slice',
    build: (builder) => builder.output('s', builder.slice(builder.input('x', { ...line, channels: 3 }), 1, 2)),
  },
  {
    name: 'concatenate',
    build: (builder) => {
      const single = builder.input('x', { ...line, channels: 1 })
      builder.output('c', builder.concatenate([single, builder.input('y', line)]))
    },
  },
  {
    name: 'restrict',
    build: (builder) => {
      const x = builder.input('x', { channels: 1, height: 1, width: 5 })
      builder.output('r', builder.restrict(x, { transfer: 'cell-linear' }))
    },
  },
  {
    name: 'prolong',
    build: (builder) => {
      const x = builder.input('x', { channels: 1, height: 1, width: 3 })
      builder.output('p', builder.prolong(x, { transfer: 'cell-linear', width: 5 }))
    },
  },
  {
    name: 'tridiagonal',
    build: (builder) => {
      const [b, lower, diagonal, upper] = ['b', 'l', 'd', 'u'].map((name) => builder.input(name, image))
      const options = { axis: 'y', lower: lower!, diagonal: diagonal!, upper: upper! } as const
      builder.output('y', builder.tridiagonal(b!, options))
    },
  },
]

/** The kernels decide the numbers: a change of one shows here. */
it.each(cases)('the kernels of $name stay as they are', async ({ name, build, batch = 3, limits = roomy }) => {
  await expect(`${kernelTexts(build, { batch, limits }).join('\n')}\n`).toMatchFileSnapshot(`kernels/${name}.txt`)
})

it('refuses a batch that the device cannot hold', () => {
  const work = () =>
    kernelTexts((builder) => builder.output('r', builder.map('2*u', { u: builder.input('u', line) })), {
      limits: { ...roomy, values: 40 },
    })
  expect(work).toThrow(expect.objectContaining({ code: 'GPU_SIZE', given: 48 }))
})
